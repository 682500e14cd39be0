CREATE TABLE IF NOT EXISTS generated_history (
  seed UInt64,
  profile String COMMENT 'the market profile, JSON',
  rowsPerDay Decimal(18, 6) COMMENT 'rows of an average day',
  first Date,
  last Date COMMENT 'every day from first to last has been generated',
  at DateTime64(6) DEFAULT now64(6)
)
ENGINE = MergeTree
ORDER BY at
