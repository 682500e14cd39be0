CREATE MATERIALIZED VIEW IF NOT EXISTS request_sample_feed TO request_sample AS
SELECT
  date, hour, country, region, city, deviceType, os, browser, connection, language, site, app,
  adUnit, format, size, position, category, segment, gender, age, user, count,
  floorCpm, floorCurrency, won, clearingCpm, clearingCurrency
FROM request
WHERE user != 0 AND intHash64(user) % 16 = 0
