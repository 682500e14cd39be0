CREATE MATERIALIZED VIEW IF NOT EXISTS request_content_cube_feed TO request_content_cube AS
SELECT
  date, country, deviceType, os, format, gender, ageBand, language, categorySet, site, app,
  sum(request.count) AS count
FROM request
GROUP BY date, country, deviceType, os, format, gender, ageBand, language, categorySet, site, app
