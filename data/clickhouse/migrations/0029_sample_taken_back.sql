-- Requests taken back are few: the index tells where there are none.
ALTER TABLE request_sample ADD INDEX IF NOT EXISTS takenBack count TYPE minmax
