namespace RiskMonitor.Host.Postgres;

/// <summary>
/// The account that PostgreSQL's programs run under: our own, except that PostgreSQL refuses root, for whom an
/// unprivileged account is found, together with a program that changes to it.
/// </summary>
internal sealed class ServerAccount
{
    private const string Root = "root";

    private static readonly string[] Candidates = ["postgres", "nobody"];

    private readonly Func<IReadOnlyList<string>, IReadOnlyList<string>> dress;

    private ServerAccount(string? name, Func<IReadOnlyList<string>, IReadOnlyList<string>> dress) =>
        (Name, this.dress) = (name, dress);

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>Null where the server simply runs as whoever we are.</summary>
    public string? Name { get; }

    /// <param name="existing">A cluster that exists already: its owner is the only account that may run it.</param>
    public static async Task<ServerAccount> FindAsync(string existing, CancellationToken ct)
    {
        if (!IsRoot)
            return new(null, command => command);

        var owner = Directory.Exists(existing) ? await OwnerAsync(existing, ct) : Root;
        foreach (var name in owner == Root ? Candidates : [owner])
        {
            var (known, uid) = await Tool.RunAsync(["id", "-u", name], "/", ct);
            var (_, gid) = await Tool.RunAsync(["id", "-g", name], "/", ct);
            if (known != 0 || uid == "0")
                continue;

            foreach (var dress in Ways(name, uid, gid))
            {
                if (await Tool.RunAsync(dress(["id", "-u"]), "/", ct) is (0, var became) && became == uid)
                    return new(name, dress);
            }
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL refuses to run as root and no way to an unprivileged account was found: run as an ordinary "
            + "user, or install util-linux and the account 'postgres'.");
    }

    /// <summary>The command as the server's account runs it.</summary>
    public IReadOnlyList<string> Run(params IReadOnlyList<string> command) => dress(command);

    public async Task OwnAsync(string path, CancellationToken ct)
    {
        if (Name is null)
            return;

        var (exit, output) = await Tool.RunAsync(["chown", $"{Name}:", path], "/", ct);
        if (exit != 0)
            throw new EmbeddedPostgresException($"{path} could not be given to the account '{Name}': {output}");
    }

    private static IEnumerable<Func<IReadOnlyList<string>, IReadOnlyList<string>>> Ways(
        string name, string uid, string gid)
    {
        yield return command =>
            ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--init-groups", "--", .. command];
        yield return command => ["runuser", "-u", name, "--", .. command];
        yield return command =>
            ["su", "-s", "/bin/sh", name, "-c", string.Join(' ', command.Select(Quoted))];
    }

    private static async Task<string> OwnerAsync(string path, CancellationToken ct)
    {
        // POSIX fixes the columns of ls -ld; stat differs from system to system.
        var (_, line) = await Tool.RunAsync(["ls", "-ld", path], "/", ct);
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2) ?? "";
    }

    private static string Quoted(string argument) =>
        $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
