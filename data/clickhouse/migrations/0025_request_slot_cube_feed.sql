CREATE MATERIALIZED VIEW IF NOT EXISTS request_slot_cube_feed TO request_slot_cube AS
SELECT
  date, country, deviceType, os, format, browser, connection, adUnit, size, position,
  sum(request.count) AS count
FROM request
GROUP BY date, country, deviceType, os, format, browser, connection, adUnit, size, position
