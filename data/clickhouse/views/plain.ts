import type { OlapView } from './view.ts';

/**
 * The counts cube. Summing its rows here would cost a hundred times as much as the sum that people
 * ask for anyway.
 */
export const DAILY: OlapView = {
  name: 'daily',
  comment: 'Impressions a day by the commonest dimensions. Rows add up: ask for sum(impressions).',
  arguments: [],
  columns: {
    date: 'date',
    country: 'text',
    region: 'text',
    city: 'text',
    device_type: 'text',
    os: 'text',
    gender: 'text',
    age_band: 'text',
    format: 'text',
    impressions: 'bigint',
  },
  query: `SELECT
  date, country, region, city, deviceType AS device_type, os, gender, ageBand AS age_band, format,
  count AS impressions
FROM request_cube`,
};

/** The days that the history covers; one row, of 1970-01-01 where it is empty. */
export const DATA_SPAN: OlapView = {
  name: 'data_span',
  comment: 'The first and the last day of the history.',
  arguments: [],
  columns: { first: 'date', last: 'date' },
  query: 'SELECT min(date) AS first, max(date) AS last FROM request_cube',
};
