-- What an administrator asked to be done to the model or the history. As with forecast_request, it
-- is a row before it is a job, and the row is the truth about its outcome.
create table task (
  id uuid primary key,
  -- Identity of the submitted modal; the same one is accepted once.
  dedupe_key text not null unique,
  action text not null check (action in ('retrain', 'rollback', 'generate')),
  parameters jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object'),
  requested_by text not null check (requested_by <> ''),
  team_id text check (team_id <> ''),
  -- Where the outcome goes: {channel, threadTs?, messageTs?}.
  destination jsonb not null check (destination ? 'channel'),
  status text not null default 'accepted' check (
    status in ('accepted', 'running', 'succeeded', 'refused', 'failed', 'cancelled')
  ),
  -- What was done, once it has succeeded.
  result jsonb check (jsonb_typeof(result) = 'object'),
  -- Why it was refused or failed, in words for people.
  failure text,
  cancelled_by text check (cancelled_by <> ''),
  created_at timestamptz not null,
  finished_at timestamptz,
  reported_at timestamptz,
  check ((status in ('accepted', 'running')) = (finished_at is null)),
  check ((status = 'succeeded') = (result is not null)),
  check ((status in ('refused', 'failed')) = (failure is not null)),
  check ((status = 'cancelled') = (cancelled_by is not null))
);

create index task_owed on task (created_at)
  where status in ('accepted', 'running') or reported_at is null;

-- Training reads the history that generating replaces, so that there is one of either at a time.
create unique index task_alone on task ((true))
  where action in ('retrain', 'generate') and status in ('accepted', 'running');

-- What the gate said of a version, and when, on Postgres's own clock; null of those before the gate.
alter table model_version
  add column verdict jsonb check (jsonb_typeof(verdict) = 'object'),
  add column stored_at timestamptz not null default now();

alter table audit
  drop constraint audit_outcome_check,
  add check (outcome in ('succeeded', 'refused', 'failed', 'cancelled'));

alter table task enable row level security;

-- Nobody but Ducky reads or writes tasks; Supabase grants its visitors everything by default.
do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
begin
  if visitors is not null then
    execute format('revoke all on task from %s', visitors);
  end if;
end $$;
