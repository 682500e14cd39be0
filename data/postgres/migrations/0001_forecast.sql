-- A request for a forecast is a row before it is a job; the row is the truth about its outcome.
create table forecast_request (
  id uuid primary key,
  -- Identity of what was accepted (a Slack event, a modal); the same one is accepted once.
  dedupe_key text unique,
  source text not null check (source in ('slack', 'cli', 'api')),
  requested_by text not null,
  text text not null,
  plan jsonb not null,
  plan_hash text not null,
  assumptions jsonb not null default '[]',
  status text not null default 'accepted'
    check (status in ('accepted', 'running', 'answered', 'failed', 'cancelled')),
  -- The forecast, or its refusal, once answered.
  result jsonb,
  failure text,
  -- Where the answer goes: {channel, threadTs?, messageTs?}; null where nobody waits in Slack.
  destination jsonb,
  created_at timestamptz not null,
  finished_at timestamptz,
  reported_at timestamptz,
  check ((status = 'answered') = (result is not null))
);

create index forecast_request_unfinished on forecast_request (created_at)
  where status in ('accepted', 'running') or reported_at is null;

-- Every model ever trained; the serving one is the only one forecasts are made with.
create table model_version (
  version text primary key,
  artifact text not null,
  metadata jsonb not null,
  trained_at timestamptz not null,
  serving boolean not null default false
);

create unique index model_version_serving on model_version (serving) where serving;
