-- The Slack workspace somebody asked in; null where it was asked elsewhere (command line, API).
alter table forecast_request add column team_id text check (team_id <> '');

alter table forecast_request
  add check ((status in ('accepted', 'running')) = (finished_at is null));

-- The figures of every forecast made, to be compared with what came. `forecast_request.result`
-- stays the whole answer as it was told; these are its figures in columns, written with it in one
-- transaction and never changed after. They outlive the request, whose text is somebody's words,
-- and a back-filled forecast never had one: so there is no foreign key.
create table forecast (
  -- The request's id where somebody asked.
  id uuid primary key,
  source text not null default 'request' check (source in ('request', 'backtest')),
  team_id text check (team_id <> ''),
  plan jsonb not null check (jsonb_typeof(plan) = 'object'),
  -- SHA-256 of the plan's canonical form.
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  generated_at timestamptz not null,
  -- Last day of the history it was made from.
  data_through date not null,
  model_version text not null,
  method text not null,
  history_origin text not null check (history_origin in ('observed', 'generated', 'mixed')),
  impressions_p10 double precision not null check (impressions_p10 >= 0),
  impressions_p50 double precision not null check (impressions_p50 >= impressions_p10),
  impressions_p90 double precision not null check (impressions_p90 >= impressions_p50),
  -- Null where the history carries no user.
  reach_p10 double precision check (reach_p10 between 0 and impressions_p10),
  reach_p50 double precision check (reach_p50 between reach_p10 and impressions_p50),
  reach_p90 double precision check (reach_p90 between reach_p50 and impressions_p90),
  average_frequency double precision check (average_frequency >= 0),
  -- NaN is above everything, and is refused with what has no end.
  check (impressions_p90 < 'infinity'),
  check (num_nulls(reach_p10, reach_p50, reach_p90) in (0, 3))
);

create index forecast_plan on forecast (plan_hash, generated_at);
create index forecast_team on forecast (team_id) where team_id is not null;

-- What is forecast for each day of the flight.
create table forecast_day (
  forecast_id uuid not null references forecast on delete cascade,
  date date not null,
  impressions_p10 double precision not null check (impressions_p10 >= 0),
  impressions_p50 double precision not null check (impressions_p50 >= impressions_p10),
  impressions_p90 double precision not null check (impressions_p90 >= impressions_p50),
  reach_p10 double precision check (reach_p10 between 0 and impressions_p10),
  reach_p50 double precision check (reach_p50 between reach_p10 and impressions_p50),
  reach_p90 double precision check (reach_p90 between reach_p50 and impressions_p90),
  primary key (forecast_id, date),
  check (impressions_p90 < 'infinity'),
  check (num_nulls(reach_p10, reach_p50, reach_p90) in (0, 3))
);

create index forecast_day_date on forecast_day (date);

create function refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'Rows of % are never changed: % refused.', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

-- A forecast that could be mended afterwards would say nothing about how good forecasts are.
create trigger forecast_is_final before update on forecast
  for each statement execute function refuse_change();
create trigger forecast_day_is_final before update on forecast_day
  for each statement execute function refuse_change();

-- What was answered before these tables were. A refusal has no figures.
insert into forecast (
  id, plan, plan_hash, generated_at, data_through, model_version, method, history_origin,
  impressions_p10, impressions_p50, impressions_p90, reach_p10, reach_p50, reach_p90,
  average_frequency
)
select
  id, result -> 'plan', plan_hash, (result ->> 'generatedAt')::timestamptz,
  (result ->> 'dataThrough')::date, result #>> '{model,version}', result #>> '{model,method}',
  case
    when result -> 'notes' ? 'Demo data: the history was generated, not observed.' then 'generated'
    when result -> 'notes' ? 'The history mixes generated demo data with imported data.' then 'mixed'
    else 'observed'
  end,
  (result #>> '{total,impressions,p10}')::double precision,
  (result #>> '{total,impressions,p50}')::double precision,
  (result #>> '{total,impressions,p90}')::double precision,
  (result #>> '{total,reach,p10}')::double precision,
  (result #>> '{total,reach,p50}')::double precision,
  (result #>> '{total,reach,p90}')::double precision,
  (result #>> '{total,averageFrequency}')::double precision
from forecast_request
where result is not null and not result ? 'refused';

insert into forecast_day
select
  request.id, (day ->> 'date')::date,
  (day #>> '{impressions,p10}')::double precision,
  (day #>> '{impressions,p50}')::double precision,
  (day #>> '{impressions,p90}')::double precision,
  (day #>> '{reach,p10}')::double precision,
  (day #>> '{reach,p50}')::double precision,
  (day #>> '{reach,p90}')::double precision
from forecast_request as request, jsonb_array_elements(request.result -> 'daily') as day
where request.result is not null and not request.result ? 'refused';
