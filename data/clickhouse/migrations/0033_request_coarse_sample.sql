-- A quarter of the sample's users, enough to count many: by itself, so that a question reads a quarter.
-- Filled before it takes its name: a crash in the middle leaves nothing, and this starts over.
CREATE OR REPLACE TABLE request_coarse_sample (
  date Date,
  hour Int8,
  country LowCardinality(String),
  region LowCardinality(String),
  city LowCardinality(String),
  deviceType LowCardinality(String),
  os LowCardinality(String),
  browser LowCardinality(String),
  connection LowCardinality(String),
  language LowCardinality(String),
  site LowCardinality(String),
  app LowCardinality(String),
  adUnit LowCardinality(String),
  format LowCardinality(String),
  size LowCardinality(String),
  position LowCardinality(String),
  categorySet LowCardinality(String),
  segmentSet LowCardinality(String),
  gender LowCardinality(String),
  age UInt8,
  user UInt64,
  count Int64,
  INDEX takenBack count TYPE minmax
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(date)
ORDER BY (country, deviceType, os, date, user)
SETTINGS
  non_replicated_deduplication_window = 10000,
  -- Months at rest become one part each, which answers twice as fast as several.
  min_age_to_force_merge_seconds = 60,
  min_age_to_force_merge_on_partition_only = 1
AS SELECT
  date, hour, country, region, city, deviceType, os, browser, connection, language, site, app,
  adUnit, format, size, position, categorySet, segmentSet, gender, age, user, count
FROM request_sample
WHERE intHash64(user) % 64 = 0
SETTINGS max_partitions_per_insert_block = 0
