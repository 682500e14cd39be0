CREATE MATERIALIZED VIEW IF NOT EXISTS request_value_feed TO request_value AS
SELECT
  field.1 AS dimension,
  arrayJoin(field.2) AS value,
  country,
  region,
  city,
  last,
  count
FROM (
  SELECT
    country,
    region,
    city,
    multiIf(
      grouping(deviceType) = 0, ('deviceType', [toString(deviceType)]),
      grouping(os) = 0, ('os', [toString(os)]),
      grouping(browser) = 0, ('browser', [toString(browser)]),
      grouping(connection) = 0, ('connection', [toString(connection)]),
      grouping(language) = 0, ('language', [toString(language)]),
      grouping(site) = 0, ('site', [toString(site)]),
      grouping(app) = 0, ('app', [toString(app)]),
      grouping(adUnit) = 0, ('adUnit', [toString(adUnit)]),
      grouping(format) = 0, ('format', [toString(format)]),
      grouping(size) = 0, ('size', [toString(size)]),
      grouping(position) = 0, ('position', [toString(position)]),
      grouping(gender) = 0, ('gender', [toString(gender)]),
      grouping(ageBand) = 0, ('age', [toString(ageBand)]),
      grouping(hour) = 0, ('dayparts', [if(hour < 0, 'unknown', toString(hour))]),
      grouping(category) = 0, ('category', if(empty(category), ['unknown'], CAST(category AS Array(String)))),
      grouping(segment) = 0, ('segment', if(empty(segment), ['unknown'], CAST(segment AS Array(String)))),
      ('geo', [''])
    ) AS field,
    max(date) AS last,
    sum(request.count) AS count
  FROM request
  GROUP BY GROUPING SETS (
    (deviceType), (os), (browser), (connection), (language), (site), (app), (adUnit), (format),
    (size), (position), (gender), (ageBand), (hour), (category), (segment),
    (country, region, city)
  )
)
