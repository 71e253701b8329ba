namespace RiskMonitor.Tests;

/// <summary>
/// A page under specs that the code can write by itself: equal to the byte, or rewritten with ACCEPT=1.
/// </summary>
internal static class Written
{
    public static void Match(string path, string expected)
    {
        var file = Repo.Path(path);
        if (Accepting.IsOn)
        {
            File.WriteAllText(file, expected);
        }

        (File.Exists(file) ? File.ReadAllText(file) : "(no such file)")
            .ShouldBe(expected, $"{path} is not what the code says. If the code is right, run with ACCEPT=1.");
    }
}
