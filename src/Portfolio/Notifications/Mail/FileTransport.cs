namespace Portfolio.Notifications.Mail;

/// <summary>Without a mail server: writes every mail as an <c>.eml</c> file, which any mail program opens.</summary>
internal sealed class FileTransport(MailSettings settings) : IMailTransport
{
    public string Via => "file";

    public string Target => settings.Folder;

    public IMailConnection Open() => new Folder(settings);

    private sealed class Folder(MailSettings settings) : IMailConnection
    {
        public async Task<MailAnswer> SendAsync(Letter letter)
        {
            // Named by the Message-ID: an attempt that is repeated writes the same file again.
            var name = letter.MessageId.Trim('<', '>').Split('@')[0] + ".eml";
            Directory.CreateDirectory(settings.Folder);
            await File.WriteAllBytesAsync(Path.Combine(settings.Folder, name), EmlFile.Of(letter, settings));
            return new MailAnswer(MailOutcome.Sent, name);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
