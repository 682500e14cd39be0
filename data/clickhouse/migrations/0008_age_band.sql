ALTER TABLE request
  ADD COLUMN IF NOT EXISTS ageBand LowCardinality(String) ALIAS multiIf(
    age = 0, 'unknown',
    age < 13, '1-12',
    age < 18, '13-17',
    age < 25, '18-24',
    age < 35, '25-34',
    age < 45, '35-44',
    age < 55, '45-54',
    age < 65, '55-64',
    '65+'
  ) AFTER age
