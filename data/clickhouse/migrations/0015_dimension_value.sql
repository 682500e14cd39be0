-- A city is named with its region where its country has several of that name.
CREATE OR REPLACE VIEW dimension_value AS
SELECT dimension, value, sum(request_value.count) AS count
FROM request_value
WHERE dimension != 'geo'
GROUP BY dimension, value
HAVING count > 0
UNION ALL
SELECT 'geo' AS dimension, arrayJoin(names) AS value, sum(requests) AS count
FROM (
  SELECT
    sum(request_value.count) AS requests,
    count() OVER (PARTITION BY country, city) > 1 AND region != 'unknown' AS hasNamesake,
    [
      toString(country),
      if(region = 'unknown', '', region),
      if(city = 'unknown', '', concat(if(hasNamesake, region, country), '/', city))
    ] AS places,
    arrayFilter(place -> place != '', places) AS names
  FROM request_value
  WHERE dimension = 'geo'
  GROUP BY country, region, city
  HAVING requests > 0
)
GROUP BY value
