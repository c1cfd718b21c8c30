using Portfolio.Web.Hosting;

return await PortfolioProgram.RunAsync(args);
