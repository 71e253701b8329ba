namespace RiskMonitor.Host.Pipeline;

public static class PipelineModule
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<PipelineState>()
        .AddSingleton<PageWriter>()
        .AddHostedService<PipelineWorker>();
}
