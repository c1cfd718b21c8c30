// Fixtures that have a program of their own, or only read the shared one, run side by side: they wait for the browser more than they
// work. One more than a small machine has processors; whatever measures, or starts processes, runs alone after them.
[assembly: LevelOfParallelism(3)]
