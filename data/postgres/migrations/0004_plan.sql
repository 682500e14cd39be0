-- Plans that people keep. Several texts are values of data/plan.ts; ids of people and places are
-- Slack's.
create table plan (
  id uuid primary key default gen_random_uuid(),
  -- Null where the installation serves one workspace only.
  team_id text check (team_id <> ''),
  channel text not null check (channel <> ''),
  saved_by text not null check (saved_by <> ''),
  name text not null check (name = btrim(name) and length(name) between 1 and 100),
  -- Booked plans compete for the same impressions; drafts do not.
  status text not null default 'draft' check (status in ('draft', 'booked')),
  plan jsonb not null check (jsonb_typeof(plan) = 'object'),
  -- SHA-256 of the plan's canonical form.
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  updated_at timestamptz not null check (updated_at >= created_at),
  archived_at timestamptz check (archived_at >= created_at)
);

-- A name means one plan in its channel; those of archived plans are free again.
create unique index plan_name on plan (team_id, channel, lower(name)) nulls not distinct
  where archived_at is null;

-- A channel's weekly digest of its saved plans; ended by deleting it.
create table subscription (
  id uuid primary key default gen_random_uuid(),
  team_id text check (team_id <> ''),
  channel text not null check (channel <> ''),
  created_by text not null check (created_by <> ''),
  weekday text not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  -- To the minute, on the clock of that zone.
  local_time time not null
    check (local_time < '24:00' and date_trunc('minute', local_time::interval) = local_time::interval),
  -- An IANA name. Converting a time refuses names that are no zone; the pattern, abbreviations and
  -- fixed offsets, which know no daylight saving.
  time_zone text not null check (
    (time_zone ~ '^[A-Z]\w+(/[A-Z][\w+-]*)+$' or time_zone = 'UTC')
    and timestamp '2026-01-01' at time zone time_zone is not null
  ),
  created_at timestamptz not null,
  paused_at timestamptz check (paused_at >= created_at),
  last_run_at timestamptz check (last_run_at >= created_at),
  -- Missed runs are one run: it is due once, however long ago.
  next_run_at timestamptz check (next_run_at > last_run_at),
  check ((next_run_at is null) = (paused_at is not null)),
  unique nulls not distinct (team_id, channel)
);

create index subscription_due on subscription (next_run_at) where next_run_at is not null;

-- What administrators did and what came of it. Rows are only ever added.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  team_id text check (team_id <> ''),
  -- A Slack user, or the command line or schedule that acted.
  actor text not null check (actor <> ''),
  action text not null check (action <> ''),
  outcome text not null check (outcome in ('succeeded', 'refused', 'failed')),
  -- Never a secret, nor anybody's words.
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object')
);

create index audit_at on audit (at);

create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function refuse_change();

-- A version that never served was kept from it by the gate; one that did can be rolled back to.
alter table model_version add column promoted_at timestamptz;
update model_version set promoted_at = trained_at;
alter table model_version
  add check (not serving or promoted_at is not null),
  -- An artifact that was cut off in writing is no JSON: the cast refuses it.
  add check (json_typeof(artifact::json) = 'object');
