CREATE TABLE IF NOT EXISTS import (
  content FixedString(64) COMMENT 'SHA-256 of the uncompressed file, in hex',
  run UInt32 COMMENT 'counts repeated imports of the same content, from 1',
  map FixedString(64) COMMENT 'SHA-256 of the map, in hex',
  batches UInt32 COMMENT 'batches inserted so far',
  finished Bool,
  read UInt64,
  imported UInt64,
  quarantined UInt64,
  at DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY (content, run, batches, finished)
