using JasperFx;
using Marten;
using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Brings the schema up to date as its owner: Marten's tables, ours, the refusal of every change to what is written,
/// and the rights of the role that the host runs as.
/// </summary>
public static class LedgerSchema
{
    private const int Attempts = 10;

    private const string Tables = """
        create table if not exists ledger.seal (
            position bigint primary key check (position >= 0),
            seq_id bigint not null unique,
            leaf_hash bytea not null check (length(leaf_hash) = 32),
            sealed_at timestamptz not null);
        create index if not exists seal_by_time on ledger.seal (sealed_at, position);

        create table if not exists ledger.tree_state (
            id int primary key check (id = 1),
            size bigint not null,
            frontier bytea[] not null,
            low_water bigint not null,
            settled timestamptz not null);
        insert into ledger.tree_state values (1, 0, '{}', 0, 'epoch') on conflict do nothing;

        create table if not exists ledger.checkpoint (
            size bigint primary key,
            root bytea not null check (length(root) = 32),
            note text not null,
            at timestamptz not null);
        """;

    /// <summary>
    /// For everybody, the owner too; only whoever switches the triggers off gets past them, and then the tree tells.
    /// </summary>
    private const string Guards = """
        create or replace function ledger.refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception 'The ledger only grows: % on % is refused.', tg_op, tg_table_name
                using errcode = 'insufficient_privilege';
        end $$;

        create or replace function ledger.allow_archiving_only() returns trigger language plpgsql as $$
        declare before record := old;
        begin
            before.is_archived := new.is_archived;
            if new is distinct from before then
                raise exception 'The ledger only grows: % on % is refused.', tg_op, tg_table_name
                    using errcode = 'insufficient_privilege';
            end if;
            return new;
        end $$;

        create or replace function ledger.allow_growth_only() returns trigger language plpgsql as $$
        begin
            if new.id is distinct from old.id or new.version < old.version then
                raise exception 'The ledger only grows: % on % is refused.', tg_op, tg_table_name
                    using errcode = 'insufficient_privilege';
            end if;
            return new;
        end $$;

        create or replace function ledger.tell_appended() returns trigger language plpgsql as $$
        begin
            perform pg_notify('ledger_appended', '');
            return null;
        end $$;

        do $$
        declare kept text;
        begin
            -- in the order in which a writer takes them: a host may start beside one that is taking filings
            foreach kept in array array['mt_streams', 'mt_events', 'seal', 'checkpoint'] loop
                execute format('create or replace trigger only_grows_rows before %s on ledger.%I
                    for each row execute function ledger.refuse_change()',
                    case when kept in ('mt_events', 'mt_streams') then 'delete' else 'update or delete' end, kept);
                execute format('create or replace trigger only_grows before truncate on ledger.%I
                    for each statement execute function ledger.refuse_change()', kept);
                execute format('alter table ledger.%I enable always trigger only_grows_rows', kept);
                execute format('alter table ledger.%I enable always trigger only_grows', kept);
            end loop;
        end $$;
        create or replace trigger archives_only before update on ledger.mt_events
            for each row execute function ledger.allow_archiving_only();
        alter table ledger.mt_events enable always trigger archives_only;
        create or replace trigger grows_only before update on ledger.mt_streams
            for each row execute function ledger.allow_growth_only();
        alter table ledger.mt_streams enable always trigger grows_only;
        create or replace trigger tells after insert on ledger.mt_events
            for each statement execute function ledger.tell_appended();
        """;

    /// <summary>
    /// Read models are the program's to write and rewrite; of what it wrote into the log it can change nothing.
    /// Marten's append moves the version and the time of a stream's row, so that much of an update is left.
    /// </summary>
    private const string Rights = """
        grant usage on schema ledger to {0};
        grant select, insert, update, delete on all tables in schema ledger to {0};
        grant usage, select on all sequences in schema ledger to {0};
        revoke update, delete, truncate on ledger.mt_events, ledger.mt_streams, ledger.seal, ledger.checkpoint
            from {0};
        revoke insert, delete, truncate on ledger.tree_state from {0};
        grant update (version, timestamp) on ledger.mt_streams to {0};
        """;

    /// <param name="configure">Adds the read models, so that their tables are made along.</param>
    /// <param name="more">Further tables of the schema, in SQL that may be run again and again.</param>
    public static async Task MigrateAsync(
        LedgerSettings settings,
        Action<StoreOptions>? configure = null,
        IEnumerable<string>? more = null,
        CancellationToken ct = default)
    {
        await using var store = DocumentStore.For(options =>
        {
            options.UseHouseRules(settings.Owner, AutoCreate.CreateOrUpdate);
            configure?.Invoke(options);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        await using var source = NpgsqlDataSource.Create(settings.Owner);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ApplyAsync(source, settings, more ?? [], ct);
                return;
            }
            catch (PostgresException lost) when (attempt < Attempts
                && lost.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // Another host was writing meanwhile; nothing was changed, and all of it can be done again.
            }
        }
    }

    private static async Task ApplyAsync(
        NpgsqlDataSource source, LedgerSettings settings, IEnumerable<string> more, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtext('ledger schema'))", ct);
        await ExecuteAsync(connection, Tables, ct);
        await ExecuteAsync(connection, Guards, ct);
        foreach (var sql in more)
        {
            await ExecuteAsync(connection, sql, ct);
        }

        var owner = new NpgsqlConnectionStringBuilder(settings.Owner).Username;
        var runtime = new NpgsqlConnectionStringBuilder(settings.Runtime).Username;
        if (runtime is { Length: > 0 } && runtime != owner)
        {
            var quoted = $"\"{runtime.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            await ExecuteAsync(connection, Rights.Replace("{0}", quoted, StringComparison.Ordinal), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
