namespace RiskMonitor.Host.Pipeline;

/// <summary>
/// The flat tables that people's questions are answered from. Rows are only ever added, each at the sealed position
/// that brought it about, so that a question about the past is the same question with a smaller position.
/// </summary>
public static class ViewsSchema
{
    /// <summary>SQL that may be run again and again, by the schema's owner.</summary>
    public static readonly string Tables = """
        create schema if not exists views;

        create table if not exists views.progress (
            id int primary key check (id = 1),
            position bigint not null,
            ordinal bigint not null);
        insert into views.progress values (1, 0, 0) on conflict do nothing;

        create table if not exists views.assessment (
            subject text not null,
            day date not null,
            position bigint not null,
            ordinal bigint not null,
            jurisdiction text not null,
            parties text[] not null,
            obligor_group text not null,
            content json not null, -- as it was said, byte for byte: a replay is held against it
            primary key (subject, day, position));

        create table if not exists views.exposure (
            pool text not null,
            day date not null,
            position bigint not null,
            facility text not null,
            lender text,
            borrower text,
            guarantors text[] not null,
            jurisdiction text not null,
            parties text[] not null,
            chip text not null,
            currency text not null,
            debt numeric not null,
            appraised numeric,
            in_use_low numeric,
            in_use_central numeric,
            in_use_high numeric,
            commercial_hours numeric,
            installed_hours numeric,
            missing text);
        -- several leaves of one pool may be of no facility: what buyers paid ahead
        alter table views.exposure drop constraint if exists exposure_pkey;
        create index if not exists exposure_by_pool on views.exposure (pool, day, position, facility);

        create table if not exists views.notice (
            rule text not null,
            subject text not null,
            number int not null,
            position bigint not null,
            ordinal bigint not null,
            jurisdiction text not null,
            parties text[] not null,
            content jsonb not null);
        create index if not exists notice_by_subject on views.notice (subject, rule, number, position);

        create table if not exists views.finding (
            rule text not null,
            subject text not null,
            detail text not null,
            position bigint not null,
            ordinal bigint not null,
            jurisdiction text,
            parties text[] not null,
            source text,
            content jsonb not null);
        create index if not exists finding_by_subject on views.finding (subject, rule, detail, position);

        create table if not exists views.alert (
            alert text not null,
            position bigint not null,
            raised_position bigint not null,
            raised_at timestamptz not null,
            rule text not null,
            subject text not null,
            severity text not null,
            condition text not null,
            workflow text not null,
            jurisdiction text not null,
            parties text[] not null,
            obligor_group text not null,
            unsupported numeric,
            content jsonb not null,
            primary key (alert, position));
        create index if not exists alert_by_raise on views.alert (raised_position, alert, position);

        create table if not exists views.closed_day (
            jurisdiction text not null,
            day date not null,
            position bigint not null,
            primary key (jurisdiction, position));

        create table if not exists views.incident (
            incident text not null,
            position bigint not null,
            opened_position bigint not null,
            obligor_group text not null,
            jurisdiction text not null,
            alerts text[] not null,
            is_open boolean not null,
            primary key (incident, position));
        """;

    /// <summary>Rights of the runtime role, whose quoted name stands for <c>{0}</c>.</summary>
    public static readonly string Rights = """
        grant usage on schema views to {0};
        grant select, insert on all tables in schema views to {0};
        grant update (position, ordinal) on views.progress to {0};
        """;
}
