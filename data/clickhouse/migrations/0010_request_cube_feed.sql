CREATE MATERIALIZED VIEW IF NOT EXISTS request_cube_feed TO request_cube AS
SELECT
  date, country, region, city, deviceType, os, gender, ageBand, format, sum(request.count) AS count
FROM request
GROUP BY date, country, region, city, deviceType, os, gender, ageBand, format
