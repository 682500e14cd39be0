CREATE MATERIALIZED VIEW IF NOT EXISTS request_segment_cube_feed TO request_segment_cube AS
SELECT
  date, country, deviceType, os, gender, ageBand, segmentSet,
  sum(request.count) AS count
FROM request
GROUP BY date, country, deviceType, os, gender, ageBand, segmentSet
