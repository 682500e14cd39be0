-- Something that administrators are told without having asked: how a scheduled retraining ended, or
-- that jobs gave up. As with everything told, it is a row before it is a job.
create table notice (
  id uuid primary key default gen_random_uuid(),
  -- Identity of what happened: it is told once in a channel.
  dedupe_key text not null check (dedupe_key <> ''),
  channel text not null check (channel <> ''),
  -- What happened, as data/notice.ts has it.
  content jsonb not null check (content ? 'kind'),
  -- The message it became; null until there is one.
  message_ts text check (message_ts <> ''),
  created_at timestamptz not null,
  reported_at timestamptz,
  unique (dedupe_key, channel)
);

create index notice_owed on notice (created_at) where reported_at is null;

-- Where housekeeping finds what has grown old.
create index notice_age on notice (created_at);
create index forecast_request_age on forecast_request (finished_at) where finished_at is not null;
create index forecast_age on forecast (generated_at);

-- How right forecasts were about a day that has come, by the model they were made with. Sums, from
-- which the figures of any number of days follow; `error` is forecast P50 less what came.
create table live_accuracy (
  date date not null,
  model_version text not null,
  -- Daily forecasts that were compared.
  forecasts integer not null check (forecasts > 0),
  impressions double precision not null check (impressions >= 0),
  error double precision not null,
  absolute_error double precision not null check (absolute_error >= abs(error)),
  -- Those of which what came fell within P10 to P90.
  covered integer not null check (covered between 0 and forecasts),
  -- On Postgres's own clock.
  computed_at timestamptz not null default now(),
  primary key (date, model_version),
  check (impressions < 'infinity' and absolute_error < 'infinity')
);

-- As 0005_row_security.sql: nobody but Ducky reads or writes them.
alter table notice enable row level security;
alter table live_accuracy enable row level security;
do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
begin
  if visitors is not null then
    execute format('revoke all on notice, live_accuracy from %s', visitors);
  end if;
end $$;

-- The audit may be forgotten after a year, and not before; nothing in it is ever changed.
create function refuse_forgetting() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.at > now() - interval '1 year' then
    raise exception 'Rows of % are kept for a year: delete refused.', tg_table_name
      using errcode = 'restrict_violation';
  end if;
  return old;
end $$;

drop trigger audit_is_append_only on audit;
create trigger audit_is_append_only before update or truncate on audit
  for each statement execute function refuse_change();
create trigger audit_is_kept before delete on audit
  for each row execute function refuse_forgetting();
