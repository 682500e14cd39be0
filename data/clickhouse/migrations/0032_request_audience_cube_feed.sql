-- From the cube above it, whose new rows are counted already.
CREATE MATERIALIZED VIEW IF NOT EXISTS request_audience_cube_feed TO request_audience_cube AS
SELECT
  date, country, region, city, deviceType, os, gender, ageBand, sum(request_cube.count) AS count
FROM request_cube
GROUP BY date, country, region, city, deviceType, os, gender, ageBand
