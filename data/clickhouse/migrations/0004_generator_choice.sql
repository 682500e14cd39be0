CREATE TABLE IF NOT EXISTS generator_choice (
  profile FixedString(64) COMMENT 'SHA-256 of the market profile, in hex',
  name String COMMENT 'what is chosen, such as os',
  keys Array(String) COMMENT 'what the choice depends on',
  options Array(String) COMMENT 'the values, key after key',
  limits Array(Float64) COMMENT 'index of the key from 0 + cumulative share'
)
ENGINE = ReplacingMergeTree
ORDER BY (profile, name)
