using RiskMonitor.Host.Demo;

namespace RiskMonitor.Host.Tests.Http;

/// <summary>
/// A host that the synthetic province of <c>specs/demo</c> was filed with, in the order of its manifest. The tests that
/// share it add to it, each under ids and places of its own, and judge the province for days that are over.
/// </summary>
public sealed class ProvinceFixture : HostFixture
{
    /// <summary>The last position of the province.</summary>
    public long Filed { get; private set; }

    /// <summary>What follows outside, as far as it was read: the tests that read on share the work.</summary>
    internal EventsFold Outside { get; } = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var file in DemoManifest.Read())
        {
            if (file.IsOfSamples)
            {
                await SendAsync(
                    file.Source, "/api/v1/telemetry", file.Format!,
                    await File.ReadAllTextAsync(file.Beside(file.Declare!)), await File.ReadAllBytesAsync(file.Path));
                continue;
            }

            var (content, _) = await DemoLines.ReadAsync(file, CancellationToken.None);
            var lines = System.Text.Encoding.UTF8.GetString(content.Span)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await FileAsync(file.Source, lines, file.Covers is { } covers ? $"?covers={covers}" : "");
        }

        Filed = await ReadyAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SharedProvince : ICollectionFixture<ProvinceFixture>
{
    public const string Name = "province";
}
