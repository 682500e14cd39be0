CREATE TABLE IF NOT EXISTS weighted_choice (
  hash FixedString(64) COMMENT 'SHA-256 of the name and the content, in hex',
  name String COMMENT 'what is chosen, such as os',
  keyOf Array(UInt32) COMMENT 'by option of the choice this one depends on: the key',
  first Array(UInt32) COMMENT 'by key: index of its first option, from 1',
  size Array(UInt32) COMMENT 'by key: how many options',
  keep Array(Float64) COMMENT 'by option: how often the alias table keeps it',
  other Array(UInt32) COMMENT 'by option: what is drawn instead',
  options Array(String)
)
ENGINE = ReplacingMergeTree
ORDER BY hash
