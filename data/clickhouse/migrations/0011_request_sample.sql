-- Filled before it takes its name: a crash in the middle leaves nothing, and this starts over.
CREATE OR REPLACE TABLE request_sample
ENGINE = MergeTree
PARTITION BY toYYYYMM(date)
ORDER BY (country, deviceType, os, date, user)
SETTINGS
  non_replicated_deduplication_window = 10000,
  -- Months at rest become one part each, which answers twice as fast as several.
  min_age_to_force_merge_seconds = 60,
  min_age_to_force_merge_on_partition_only = 1
AS SELECT *
FROM request
WHERE user != 0 AND intHash64(user) % 16 = 0
SETTINGS max_partitions_per_insert_block = 0
