-- Filled before it takes its name: a crash in the middle leaves nothing, and this starts over.
CREATE OR REPLACE TABLE request_audience_cube (
  date Date,
  country LowCardinality(String),
  region LowCardinality(String),
  city LowCardinality(String),
  deviceType LowCardinality(String),
  os LowCardinality(String),
  gender LowCardinality(String),
  ageBand LowCardinality(String),
  count Int64
)
ENGINE = SummingMergeTree(count)
PARTITION BY toYYYYMM(date)
ORDER BY (country, deviceType, os, region, city, gender, ageBand, date)
SETTINGS
  non_replicated_deduplication_window = 10000,
  -- Months at rest become one part each, which answers twice as fast as several.
  min_age_to_force_merge_seconds = 60,
  min_age_to_force_merge_on_partition_only = 1
AS SELECT date, country, region, city, deviceType, os, gender, ageBand, count
FROM request_cube
SETTINGS max_partitions_per_insert_block = 0
