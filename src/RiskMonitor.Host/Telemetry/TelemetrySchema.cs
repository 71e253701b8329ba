namespace RiskMonitor.Host.Telemetry;

/// <summary>
/// Raw samples, which are no events: a typed table in partitions of a day each, written by COPY and only added to. What
/// is older than anybody needs is dropped by the owner, a partition at a time; the facts made of it stay.
/// </summary>
public static class TelemetrySchema
{
    /// <summary>SQL that may be run again and again, by the schema's owner.</summary>
    public static readonly string Tables = """
        create schema if not exists telemetry;

        create table if not exists telemetry.device (
            id bigint primary key, -- follows from the rest: see DeviceNumber
            source text not null,
            host text not null,
            device text not null,
            place text not null);

        create sequence if not exists telemetry.file_number;

        create table if not exists telemetry.file ( -- what one file says of one pool
            id bigint primary key,
            source text not null,
            pool text not null,
            format text not null,
            exporter text not null,
            sha256 text not null,
            declaration text not null, -- SHA-256: the same file says something else under another one
            first_at timestamptz not null,
            last_at timestamptz not null,
            samples bigint not null,
            received_at timestamptz not null default now(),
            unique (source, sha256, declaration, pool));
        create index if not exists file_by_pool on telemetry.file (pool, source, first_at);

        create table if not exists telemetry.sample (
            file bigint not null,
            device bigint not null,
            quantity smallint not null,
            at timestamptz not null,
            value double precision not null) partition by range (at);
        create index if not exists sample_by_file on telemetry.sample using brin (file);

        create table if not exists telemetry.block ( -- what was last said of a run of hours; the highest n counts
            source text not null,
            pool text not null,
            start_at timestamptz not null,
            n int not null,
            fact text not null,
            content text not null, -- SHA-256 of the data; empty where it was taken back
            primary key (pool, source, start_at, n));

        create table if not exists telemetry.dropped (
            before date primary key,
            at timestamptz not null default now());

        create or replace function telemetry.ensure_day(day date) returns void language plpgsql
            security definer set search_path = pg_catalog as $$
        declare part text := 'sample_' || to_char(day, 'YYYYMMDD');
        begin
            -- first, and always: whoever made the day lets go of it only after all sessions were told of the partition
            perform pg_advisory_xact_lock(hashtext('telemetry day'));
            -- by a query, which sees what others have committed: a name that was not found before is kept as not there
            if exists (select from pg_class where relname = part and relnamespace = 'telemetry'::regnamespace) then
                return;
            end if;
            -- attached, and not made as a partition: that would wait for every COPY that is under way
            execute format('create table telemetry.%I (like telemetry.sample including defaults)', part);
            execute format('alter table telemetry.sample attach partition telemetry.%I for values from (%L) to (%L)',
                part, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
        end $$;
        revoke all on function telemetry.ensure_day(date) from public;
        """;

    /// <summary>Rights of the runtime role: it adds, and makes room for a day; it changes and drops nothing.</summary>
    public static readonly string Rights = """
        grant usage on schema telemetry to {0};
        grant select, insert on telemetry.device, telemetry.file, telemetry.sample, telemetry.block to {0};
        grant select on telemetry.dropped to {0};
        grant usage on sequence telemetry.file_number to {0};
        grant execute on function telemetry.ensure_day(date) to {0};
        """;
}
