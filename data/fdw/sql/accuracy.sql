-- Forecasts beside what came, for the days that are complete. `error` is forecast less actual.
-- Each targeting is asked once, however many forecasts and days there are of it.
create view olap.forecast_accuracy with (security_invoker = true) as
with due as materialized (
  select
    forecast.id as forecast_id, source, plan_hash, model_version, method, history_origin,
    generated_at, day.date, day.date - data_through as horizon,
    olap.target(plan -> 'targeting') as target,
    day.impressions_p10, day.impressions_p50, day.impressions_p90,
    day.reach_p10, day.reach_p50, day.reach_p90
  from forecast
  join forecast_day as day on day.forecast_id = forecast.id
  where day.date <= (select olap.last_complete_day())
),
asked as (
  select target, min(date) as first, max(date) as last from due group by target
),
actual as (
  select asked.target, came.* from asked, olap.daily_between(target, first, last) as came
)
select
  forecast_id, source, plan_hash, model_version, method, history_origin, generated_at, date, horizon,
  impressions_p10, impressions_p50, impressions_p90,
  coalesce(impressions, 0) as impressions,
  impressions_p50 - coalesce(impressions, 0) as error,
  coalesce(impressions, 0) between impressions_p10 and impressions_p90 as covered,
  reach_p10, reach_p50, reach_p90,
  case when reach_p50 is not null then coalesce(reach, 0) end as reach,
  reach_error as reach_sampling_error,
  reach_p50 - coalesce(reach, 0) as reach_error,
  coalesce(reach, 0) between reach_p10 and reach_p90 as reach_covered
from due left join actual using (target, date);

-- By week, from its Monday on: weighted absolute percentage error and bias, both of the daily P50
-- and relative to the impressions that came, and the share of days within P10 to P90.
create view olap.forecast_accuracy_weekly with (security_invoker = true) as
select
  date_trunc('week', date::timestamp)::date as week,
  model_version,
  count(*) as days,
  sum(abs(error)) / nullif(sum(impressions), 0)::double precision as wape,
  sum(error) / nullif(sum(impressions), 0)::double precision as bias,
  avg(covered::int)::double precision as coverage80
from olap.forecast_accuracy
group by week, model_version;
