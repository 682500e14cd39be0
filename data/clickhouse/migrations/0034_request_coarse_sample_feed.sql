-- From the sample above it, whose new rows are chosen already.
CREATE MATERIALIZED VIEW IF NOT EXISTS request_coarse_sample_feed TO request_coarse_sample AS
SELECT
  date, hour, country, region, city, deviceType, os, browser, connection, language, site, app,
  adUnit, format, size, position, categorySet, segmentSet, gender, age, user, count
FROM request_sample
WHERE intHash64(user) % 64 = 0
