namespace RiskMonitor.Host.Postgres;

/// <summary>
/// The data folder and its two locks, which the operating system frees when a process dies in whatever way.
/// <c>start.lock</c> is held while somebody starts or stops the server; <c>use.lock</c> is shared by everybody who
/// uses it, so that the last one to leave can tell that it is the last.
/// </summary>
internal sealed class PostgresDataFolder
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The server's account must pass through root's folder to its cluster.</summary>
    private const UnixFileMode Passable = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly string root;

    private PostgresDataFolder(string root) => this.root = root;

    public string Root => root;

    public string Cluster => Path.Combine(root, "postgres");

    /// <summary>A cluster whose making was interrupted stays here and is thrown away.</summary>
    public string Unfinished => Path.Combine(root, "postgres.unfinished");

    public string Log => Path.Combine(Cluster, "server.log");

    public string Secrets => Path.Combine(root, "secrets.json");

    public bool IsThrowAway => File.Exists(Marker);

    private string Marker => Path.Combine(root, "throw-away");

    private string UseLock => Path.Combine(root, "use.lock");

    public static PostgresDataFolder At(string path) => new(Path.GetFullPath(path));

    public void Make()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(root);
            else if (!Directory.Exists(root))
                Directory.CreateDirectory(root, Ours | (ServerAccount.IsRoot ? Passable : UnixFileMode.None));
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException(
                $"{root} cannot be made ({refused.Message}); choose another data folder with --data.", refused);
        }
    }

    /// <summary>Writes down which of the two kinds the folder is, or refuses it where it is the other.</summary>
    public void Agree(bool throwAway)
    {
        if (throwAway && !Directory.Exists(Cluster))
            File.WriteAllText(Marker, "");
        if (throwAway != IsThrowAway)
            throw new EmbeddedPostgresException(throwAway
                ? $"{root} holds a durable ledger and is not opened as a throw-away cluster."
                : $"{root} holds a throw-away cluster of a test run; choose another data folder with --data.");
    }

    /// <summary>Waits until nobody else starts or stops a server here.</summary>
    public async Task<FileStream> LockAsync(TimeSpan patience, IProgress<string>? progress, CancellationToken ct)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(
                    Path.Combine(root, "start.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException other)
            {
                throw new EmbeddedPostgresException(
                    $"{root} belongs to another user; choose another data folder with --data.", other);
            }
            catch (IOException held)
            {
                if (Environment.TickCount64 > until)
                    throw new EmbeddedPostgresException(
                        $"Another process has been starting or stopping PostgreSQL in {root} for {patience}.", held);
            }

            if (!told)
                progress?.Report($"waiting for another start or stop in {root}");
            await Task.Delay(Poll, ct);
        }
    }

    public FileStream Share()
    {
        if (!File.Exists(UseLock))
            File.Create(UseLock).Dispose();
        return new FileStream(UseLock, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    public bool IsUsed()
    {
        try
        {
            File.Open(UseLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
