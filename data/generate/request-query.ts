import { CATEGORY_SEPARATOR } from './choices.ts';

/** The columns that are generated, in the order of the query's. */
export const GENERATED_COLUMNS = [
  ...['date', 'hour', 'country', 'region', 'city', 'deviceType', 'os', 'browser', 'connection'],
  ...['language', 'site', 'app', 'adUnit', 'format', 'size', 'position', 'category', 'segment'],
  ...['gender', 'age', 'user', 'count'],
] as const;

/** The choices drawn from, sorted as the query sorts them. */
const CHOICES = [
  ...['adUnit', 'age', 'app', 'browser', 'category', 'city', 'connection', 'country', 'deviceType'],
  ...['environment', 'format', 'gender', 'hour', 'language', 'os', 'position', 'segment', 'site'],
  'size',
];

/** The keys, options and limits of a choice; ClickHouse counts from 1. */
function tables(choice: string) {
  const entry = `choices[${CHOICES.indexOf(choice) + 1}]`;
  return { keys: `${entry}.1`, options: `${entry}.2`, limits: `${entry}.3` };
}

/** A number in [0, 1) that depends only on the seed, its purpose and the keys. */
function uniform(purpose: string, ...keys: string[]): string {
  const hash = `sipHash64(${['{seed:UInt64}', `'${purpose}'`, ...keys].join(', ')})`;
  return `(${hash} % 4294967296 / 4294967296)`;
}

function pick(choice: string, { key = `''`, by }: { key?: string; by: string[] }): string {
  const { keys, options, limits } = tables(choice);
  const drawn = `indexOf(${keys}, ${key}) - 1 + ${uniform(choice, ...by)}`;
  return `(${options})[arrayFirstIndex(limit -> limit > ${drawn}, ${limits})]`;
}

const PERSON = ['person'];
const REQUEST = ['{date:Date}', 'number'];
const SESSION = ['{date:Date}', 'session'];

/**
 * What is drawn on the way, each step from the ones before. Requests come in sessions of up to
 * five. Who a session belongs to follows a power law: the chance of person r falls as
 * 1 / sqrt(r), so that a few are seen very often and most seldom.
 */
const STEPS: Record<string, string>[] = [
  { session: `intDiv(number, 5) * 2 + (${uniform('session', ...REQUEST)} < 0.6)` },
  { person: `toUInt64(floor({people:UInt64} * pow(${uniform('person', ...SESSION)}, 2)))` },
  {
    drawnCountry: pick('country', { by: PERSON }),
    bracket: `splitByChar('-', ${pick('age', { by: PERSON })})`,
    drawnSite: pick('site', { by: SESSION }),
    drawnApp: pick('app', { by: SESSION }),
    dayKind: `if(toDayOfWeek({date:Date}) > 5, 'weekend', 'weekday')`,
  },
  {
    place: pick('city', { key: 'drawnCountry', by: PERSON }),
    device: pick('deviceType', { key: 'drawnCountry', by: PERSON }),
    youngest: 'toUInt8OrZero(bracket[1])',
    oldest: 'toUInt8OrZero(bracket[2])',
  },
  {
    system: pick('os', { key: `concat(drawnCountry, '/', device)`, by: PERSON }),
    isApp: `${pick('environment', { key: 'device', by: PERSON })} = 'app'`,
    drawnFormat: pick('format', { key: 'device', by: REQUEST }),
  },
];

const DRAWN_CATEGORY = pick('category', { key: 'if(isApp, drawnApp, drawnSite)', by: SESSION });

const COLUMNS: Record<(typeof GENERATED_COLUMNS)[number], string> = {
  date: '{date:Date}',
  hour: `toInt8(${pick('hour', { key: 'dayKind', by: SESSION })})`,
  country: 'drawnCountry',
  region: `if(position(place, '/') > 0, splitByChar('/', place)[1], 'unknown')`,
  city: `if(position(place, '/') > 0, splitByChar('/', place, 2)[2], place)`,
  deviceType: 'device',
  os: 'system',
  browser: `if(isApp, 'unknown', ${pick('browser', { key: 'system', by: PERSON })})`,
  connection: pick('connection', { key: 'device', by: SESSION }),
  language: pick('language', { key: 'drawnCountry', by: PERSON }),
  site: `if(isApp, 'unknown', drawnSite)`,
  app: `if(isApp, drawnApp, 'unknown')`,
  adUnit: pick('adUnit', { key: 'drawnFormat', by: REQUEST }),
  format: 'drawnFormat',
  size: pick('size', { key: `concat(drawnFormat, '/', device)`, by: REQUEST }),
  position: pick('position', { key: 'drawnFormat', by: REQUEST }),
  category: `arrayFilter(name -> name != '', splitByChar('${CATEGORY_SEPARATOR}', ${DRAWN_CATEGORY}))`,
  segment: segmentsOfPerson(),
  gender: pick('gender', { by: PERSON }),
  age: `if(oldest = 0, 0, youngest + ${uniform('years', ...PERSON)} * (oldest - youngest + 1))`,
  user: `greatest(1, sipHash64({seed:UInt64}, 'user', person))`,
  count: '1',
};

/** Every segment for itself: a person is in several, or in none. */
function segmentsOfPerson(): string {
  const { options, limits } = tables('segment');
  const isIn = `${uniform('segment', 'name', ...PERSON)} < share`;
  return `arrayFilter((name, share) -> ${isIn}, ${options}, ${limits})`;
}

/** A subquery a step, so that the engine works each draw out once instead of wherever it is used. */
const DRAWN = STEPS.reduce(
  (source, step) =>
    `SELECT *, ${Object.entries(step).map(([name, draw]) => `${draw} AS ${name}`)} FROM (${source})`,
  'SELECT number FROM numbers({rows:UInt64})',
);

const ALL_CHOICES = `(
    SELECT groupArray((keys, options, limits))
    FROM (
      SELECT keys, options, limits FROM generator_choice
      WHERE profile = {profile:String} ORDER BY name LIMIT 1 BY name
    )
  )`;

/**
 * The query that makes one day's requests out of nothing but its parameters: `seed`, `date`,
 * `rows`, `people` (the size of the market) and `profile` (hash of the profile whose choices are
 * in `generator_choice`). Its columns are `GENERATED_COLUMNS`.
 */
export const REQUESTS_OF_DAY = `
  WITH ${ALL_CHOICES} AS choices
  SELECT ${GENERATED_COLUMNS.map((name) => `${COLUMNS[name]} AS made_${name}`)}
  FROM (${DRAWN})`;
