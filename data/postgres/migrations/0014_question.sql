-- What somebody asked about forecasts. As with forecast_request, it is a row before it is a job, and
-- the row is the truth about its outcome.
create table question (
  id uuid primary key,
  -- Identity of the event that asked; the same one is accepted once.
  dedupe_key text not null unique,
  requested_by text not null check (requested_by <> ''),
  team_id text check (team_id <> ''),
  -- What was typed.
  text text not null,
  -- The request whose forecast is meant, where there is one.
  request_id uuid references forecast_request on delete set null,
  -- Where the answer goes: {channel, threadTs?, messageTs?}.
  destination jsonb not null check (destination ? 'channel'),
  status text not null default 'accepted' check (
    status in ('accepted', 'running', 'answered', 'failed', 'stopped')
  ),
  -- What was said, while it runs what was said so far, as data/said.ts has it.
  said jsonb check (jsonb_typeof(said) = 'object'),
  -- Why it failed, in words for people.
  failure text,
  stopped_by text check (stopped_by <> ''),
  created_at timestamptz not null,
  finished_at timestamptz,
  reported_at timestamptz,
  check ((status in ('accepted', 'running')) = (finished_at is null)),
  check (status <> 'answered' or said is not null),
  check ((status = 'failed') = (failure is not null)),
  check ((status = 'stopped') = (stopped_by is not null))
);

create index question_owed on question (created_at)
  where status in ('accepted', 'running') or reported_at is null;
create index question_age on question (finished_at) where finished_at is not null;
create index question_request on question (request_id) where request_id is not null;

-- What was asked in a thread. An answer outside of any thread begins one of its own.
create index question_thread on question (
  (destination ->> 'channel'),
  coalesce(destination ->> 'threadTs', destination ->> 'messageTs'),
  created_at
);

-- What people think of what was said: one vote a person and question, the last one.
create table question_feedback (
  question_id uuid not null references question on delete cascade,
  -- A Slack user.
  given_by text not null check (given_by <> ''),
  team_id text check (team_id <> ''),
  vote text not null check (vote in ('good', 'bad')),
  given_at timestamptz not null,
  primary key (question_id, given_by)
);

-- As 0005_row_security.sql: nobody but Ducky reads or writes them.
alter table question enable row level security;
alter table question_feedback enable row level security;
do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
begin
  if visitors is not null then
    execute format('revoke all on question, question_feedback from %s', visitors);
  end if;
end $$;
