ALTER TABLE request
  ADD COLUMN IF NOT EXISTS floorCpm Float64 DEFAULT 0 COMMENT 'least bid accepted, per thousand; 0 = none named',
  ADD COLUMN IF NOT EXISTS floorCurrency LowCardinality(String) DEFAULT '' COMMENT 'ISO 4217 of floorCpm; empty where there is none',
  ADD COLUMN IF NOT EXISTS won Int8 DEFAULT -1 COMMENT '1 = won, 0 = lost, -1 = unknown',
  ADD COLUMN IF NOT EXISTS clearingCpm Float64 DEFAULT 0 COMMENT 'price paid, per thousand; 0 = unknown or lost',
  ADD COLUMN IF NOT EXISTS clearingCurrency LowCardinality(String) DEFAULT '' COMMENT 'ISO 4217 of clearingCpm; empty where there is none'
