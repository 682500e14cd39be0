-- The first moment after `after` at which a clock in the time zone shows this time on this weekday
-- ('mon' ... 'sun'). Where the clocks skip that time, as much later as they skip; where they show
-- it twice, the second time, once.
create function next_weekly_run(
  weekday text, local_time time, time_zone text, after timestamptz
) returns timestamptz language sql stable set search_path = '' as $$
  select min(moment)
  from generate_series(-1, 8) as days,
    lateral (select (after at time zone time_zone)::date + days as day) as calendar,
    lateral (select (day + local_time) at time zone time_zone as moment) as clock
  where to_char(day::timestamp, 'dy') = weekday and moment > after
$$;

-- A weekly digest that is due or was asked for is a row before it is a job; the row is the truth
-- about what came of it.
create table digest (
  id uuid primary key default gen_random_uuid(),
  -- Null once the channel has ended its subscription.
  subscription_id uuid references subscription on delete set null,
  team_id text check (team_id <> ''),
  channel text not null check (channel <> ''),
  -- When it should have run by its subscription, or was asked for.
  due_at timestamptz not null,
  -- The Slack user who asked for it out of turn; null where it was its time.
  requested_by text check (requested_by <> ''),
  status text not null default 'accepted' check (status in ('accepted', 'made', 'failed')),
  result jsonb,
  failure text,
  -- The message that the digest replaces or became; null until there is one.
  message_ts text check (message_ts <> ''),
  created_at timestamptz not null,
  finished_at timestamptz check (finished_at >= created_at),
  reported_at timestamptz check (reported_at >= finished_at),
  check ((status = 'accepted') = (finished_at is null)),
  check ((status = 'made') = (result is not null)),
  check ((status = 'failed') = (failure is not null)),
  -- Whoever finds it due, and however often: it runs once.
  unique (subscription_id, due_at)
);

-- Out of turn, a channel has one under way at a time, however often somebody clicks.
create unique index digest_asked_for on digest (team_id, channel) nulls not distinct
  where requested_by is not null and finished_at is null;

create index digest_owed on digest (created_at) where reported_at is null;

alter table digest enable row level security;

do $$
declare
  visitors text := (
    select string_agg(quote_ident(rolname), ', ') from pg_roles
    where rolname in ('anon', 'authenticated')
  );
begin
  if visitors is not null then
    execute format('revoke all on digest from %s', visitors);
  end if;
end $$;

-- A digest makes forecasts that nobody asked for one by one.
alter table forecast
  drop constraint forecast_source_check,
  add constraint forecast_source_check check (source in ('request', 'digest', 'backtest'));

-- What was forecast of a targeting, whatever the flight.
create index forecast_targeting on forecast using hash ((plan -> 'targeting'));
