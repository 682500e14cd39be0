-- Filled before it takes its name: a crash in the middle leaves nothing, and this starts over.
CREATE OR REPLACE TABLE request_value (
  dimension LowCardinality(String) COMMENT 'as a plan names it',
  value String COMMENT 'as a plan spells it; empty for geo',
  country LowCardinality(String) COMMENT 'the place of a value of geo, like region and city',
  region LowCardinality(String),
  city LowCardinality(String),
  last SimpleAggregateFunction(max, Date) COMMENT 'the last day on which it was seen',
  count Int64 COMMENT 'requests that carried it, whether or not the history still holds them'
)
ENGINE = SummingMergeTree(count)
ORDER BY (dimension, value, country, region, city)
SETTINGS
  non_replicated_deduplication_window = 10000,
  -- Months at rest become one part each, which answers twice as fast as several.
  min_age_to_force_merge_seconds = 60,
  min_age_to_force_merge_on_partition_only = 1
AS SELECT
  field.1 AS dimension,
  arrayJoin(field.2) AS value,
  country,
  region,
  city,
  last,
  count
FROM (
  SELECT
    country,
    region,
    city,
    multiIf(
      grouping(deviceType) = 0, ('deviceType', [toString(deviceType)]),
      grouping(os) = 0, ('os', [toString(os)]),
      grouping(browser) = 0, ('browser', [toString(browser)]),
      grouping(connection) = 0, ('connection', [toString(connection)]),
      grouping(language) = 0, ('language', [toString(language)]),
      grouping(site) = 0, ('site', [toString(site)]),
      grouping(app) = 0, ('app', [toString(app)]),
      grouping(adUnit) = 0, ('adUnit', [toString(adUnit)]),
      grouping(format) = 0, ('format', [toString(format)]),
      grouping(size) = 0, ('size', [toString(size)]),
      grouping(position) = 0, ('position', [toString(position)]),
      grouping(gender) = 0, ('gender', [toString(gender)]),
      grouping(ageBand) = 0, ('age', [toString(ageBand)]),
      grouping(hour) = 0, ('dayparts', [if(hour < 0, 'unknown', toString(hour))]),
      grouping(category) = 0, ('category', if(empty(category), ['unknown'], CAST(category AS Array(String)))),
      grouping(segment) = 0, ('segment', if(empty(segment), ['unknown'], CAST(segment AS Array(String)))),
      ('geo', [''])
    ) AS field,
    max(date) AS last,
    sum(request.count) AS count
  FROM request
  GROUP BY GROUPING SETS (
    (deviceType), (os), (browser), (connection), (language), (site), (app), (adUnit), (format),
    (size), (position), (gender), (ageBand), (hour), (category), (segment),
    (country, region, city)
  )
)
