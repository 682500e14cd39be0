CREATE TABLE IF NOT EXISTS request (
  date Date,
  hour Int8 DEFAULT -1 COMMENT '0-23, -1 = unknown',
  country LowCardinality(String) DEFAULT 'unknown' COMMENT 'ISO 3166-1 alpha-2, or an opaque id',
  region LowCardinality(String) DEFAULT 'unknown' COMMENT 'ISO 3166-2',
  city LowCardinality(String) DEFAULT 'unknown',
  deviceType LowCardinality(String) DEFAULT 'unknown',
  os LowCardinality(String) DEFAULT 'unknown',
  browser LowCardinality(String) DEFAULT 'unknown',
  connection LowCardinality(String) DEFAULT 'unknown',
  language LowCardinality(String) DEFAULT 'unknown',
  site LowCardinality(String) DEFAULT 'unknown',
  app LowCardinality(String) DEFAULT 'unknown',
  adUnit LowCardinality(String) DEFAULT 'unknown',
  format LowCardinality(String) DEFAULT 'unknown',
  size LowCardinality(String) DEFAULT 'unknown',
  position LowCardinality(String) DEFAULT 'unknown',
  category Array(LowCardinality(String)),
  segment Array(LowCardinality(String)),
  gender LowCardinality(String) DEFAULT 'unknown',
  age UInt8 DEFAULT 0 COMMENT 'years, 0 = unknown',
  user UInt64 DEFAULT 0 COMMENT 'keyed hash of the user id, 0 = none',
  count UInt32 DEFAULT 1 COMMENT 'requests this row stands for'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(date)
ORDER BY (country, deviceType, os, date, user)
SETTINGS non_replicated_deduplication_window = 1000
