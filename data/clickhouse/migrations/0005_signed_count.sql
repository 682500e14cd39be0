ALTER TABLE request
  MODIFY COLUMN count Int64 DEFAULT 1 COMMENT 'requests this row stands for; below zero takes some back'
