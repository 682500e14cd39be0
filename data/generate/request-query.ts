import { REQUEST_COLUMNS, type RequestRow } from '../request-row.ts';
import { CATEGORY_SEPARATOR } from './choice-rows.ts';
import { REQUESTS_PER_TURN, SESSION_LENGTHS, STARTS_IN_TURN } from './sessions.ts';

/** The rows of `weighted_choice` that a batch of days needs, in the order of the query's look-ups. */
export const CHOICE_NAMES = [
  ...['day', 'stratum', 'country', 'deviceType', 'os', 'environment', 'firstPerson', 'people'],
  ...['city', 'language', 'browser', 'gender', 'missingGender', 'age', 'missingAge', 'youngest'],
  ...['oldest', 'segment', 'segmentShare', 'connection', 'inventory', 'category', 'hour', 'format'],
  ...['size', 'position', 'adUnit', 'floorCpm', 'spread', 'currency', 'winRate', 'margin'],
];

const COLUMNS = ['keyOf', 'first', 'size', 'keep', 'other', 'options'] as const;

/** An array of a row of `weighted_choice`; ClickHouse counts from 1. */
function part(name: string, column: (typeof COLUMNS)[number]): string {
  return `choices[${CHOICE_NAMES.indexOf(name) + 1}].${COLUMNS.indexOf(column) + 1}`;
}

/** The text that belongs to an option. */
function text(name: string, option: string): string {
  return `(${part(name, 'options')})[${option}]`;
}

/** The number that belongs to an option. */
function number(name: string, option: string): string {
  return `arrayMap(text -> toFloat64(text), ${part(name, 'options')})[${option}]`;
}

/** A number of 64 random bits that depends only on its purpose and the key, itself a hash. */
function bits(purpose: string, key: Key): string {
  return `cityHash64(${key}, '${purpose}')`;
}

/** Like `bits`, in [0, 1). */
function uniform(purpose: string, key: Key): string {
  return `(bitShiftRight(${bits(purpose, key)}, 32) / 4294967296)`;
}

/**
 * The option drawn: an alias table's slot by the low bits, whether it is kept by the high ones.
 * Named parts of it are worked out, and planned, once.
 */
function draw(name: string, { by, parent }: { by: Key; parent?: string }): string {
  const key = parent ? `((${part(name, 'keyOf')})[${parent}] AS ${name}Key)` : '1';
  const sameKey = parent ? `${name}Key` : '1';
  const first = `(${part(name, 'first')})[${key}]`;
  const size = `(${part(name, 'size')})[${sameKey}]`;
  const slot = `(${first} + bitAnd(${bits(name, by)} AS ${name}Bits, 4294967295) % ${size} AS ${name}Slot)`;
  const isKept = `bitShiftRight(${name}Bits, 32) / 4294967296 < (${part(name, 'keep')})[${slot}]`;
  return `if(${isKept}, ${name}Slot, (${part(name, 'other')})[${name}Slot])`;
}

/** What a draw is repeated for: the same key gives the same outcome. */
type Key = 'sessionKey' | 'userKey' | 'requestKey';

/** What is drawn for each session, each step from the ones before. */
const SESSION_STEPS: Record<string, string>[] = [
  { dayDrawn: 'arrayLastIndex(begin -> begin <= number, {begins:Array(UInt64)})' },
  {
    session: 'number - {begins:Array(UInt64)}[dayDrawn]',
    day: `toDate(${text('day', 'dayDrawn')})`,
  },
  { sessionKey: 'cityHash64({seed:UInt64}, day, session)' },
  { stratumDrawn: draw('stratum', { parent: 'dayDrawn', by: 'sessionKey' }) },
  {
    person: `toUInt64(${number('firstPerson', 'stratumDrawn')} + floor(
      ${number('people', 'stratumDrawn')} * pow(${uniform('person', 'sessionKey')}, {exponent:Float64})))`,
  },
  { userKey: `cityHash64({seed:UInt64}, 'user', person)` },
  {
    cityDrawn: draw('city', { parent: 'stratumDrawn', by: 'userKey' }),
    languageDrawn: draw('language', { parent: 'stratumDrawn', by: 'userKey' }),
    browserDrawn: draw('browser', { parent: 'stratumDrawn', by: 'userKey' }),
    genderDrawn: draw('gender', { by: 'userKey' }),
    ageDrawn: draw('age', { by: 'userKey' }),
    connectionDrawn: draw('connection', { parent: 'stratumDrawn', by: 'sessionKey' }),
    inventoryDrawn: draw('inventory', { parent: 'stratumDrawn', by: 'sessionKey' }),
    hourDrawn: draw('hour', { parent: 'stratumDrawn', by: 'sessionKey' }),
    anonymity: uniform('anonymity', 'userKey'),
    segments: segmentsOfUser(),
  },
  {
    years: yearsOfUser(),
    place: text('city', 'cityDrawn'),
    isApp: `${text('environment', 'stratumDrawn')} = 'app'`,
  },
];

/** What is drawn for each request of a session; see `price.ts` for the prices. */
const REQUEST_STEPS: Record<string, string>[] = [
  { formatDrawn: draw('format', { parent: 'stratumDrawn', by: 'requestKey' }) },
  {
    currency: text('currency', 'formatDrawn'),
    floor: `round(${number('floorCpm', 'formatDrawn')} *
      pow(${number('spread', 'formatDrawn')}, 2 * ${uniform('floor', 'requestKey')} - 1), 2)`,
    isWon: `${uniform('won', 'requestKey')} < ${number('winRate', 'formatDrawn')}`,
  },
  {
    paid: `if(isWon, round(floor *
      (1 - ${number('margin', 'formatDrawn')} * log(1 - ${uniform('margin', 'requestKey')})), 2), 0)`,
  },
];

const PLACE_IN_TURN = `session % ${SESSION_LENGTHS.length} + 1`;
const START = `intDiv(session, ${SESSION_LENGTHS.length}) * ${REQUESTS_PER_TURN} + [${STARTS_IN_TURN.join(', ')}][${PLACE_IN_TURN}]`;
const LENGTH = `[${SESSION_LENGTHS.join(', ')}][${PLACE_IN_TURN}]`;

const SESSIONS = steps(
  'SELECT number FROM numbers({first:UInt64}, {sessions:UInt64})',
  SESSION_STEPS,
);

const REQUESTS = `
  SELECT *, cityHash64(sessionKey, turn) AS requestKey
  FROM (
    SELECT *, ${START} AS start, arrayJoin(range(${LENGTH})) AS turn
    FROM (${SESSIONS})
  )
  WHERE start + turn < {rows:Array(UInt64)}[dayDrawn]`;

const DRAWN = steps(REQUESTS, REQUEST_STEPS);

/** A subquery a step, so that the engine works each draw out once instead of wherever it is used. */
function steps(source: string, added: Record<string, string>[]): string {
  return added.reduce(
    (inner, step) =>
      `SELECT *, ${Object.entries(step).map(([name, drawn]) => `${drawn} AS ${name}`)} FROM (${inner})`,
    source,
  );
}

const VALUES: Record<keyof RequestRow, string> = {
  date: 'day',
  hour: `toInt8(${text('hour', 'hourDrawn')})`,
  country: text('country', 'stratumDrawn'),
  region: `if(position(place, '/') > 0, splitByChar('/', place)[1], 'unknown')`,
  city: `if(position(place, '/') > 0, splitByChar('/', place, 2)[2], place)`,
  deviceType: text('deviceType', 'stratumDrawn'),
  os: text('os', 'stratumDrawn'),
  browser: text('browser', 'browserDrawn'),
  connection: text('connection', 'connectionDrawn'),
  language: text('language', 'languageDrawn'),
  site: `if(isApp, 'unknown', ${text('inventory', 'inventoryDrawn')})`,
  app: `if(isApp, ${text('inventory', 'inventoryDrawn')}, 'unknown')`,
  adUnit: text('adUnit', draw('adUnit', { parent: 'formatDrawn', by: 'requestKey' })),
  format: text('format', 'formatDrawn'),
  size: text('size', draw('size', { parent: 'formatDrawn', by: 'requestKey' })),
  position: text('position', draw('position', { parent: 'formatDrawn', by: 'requestKey' })),
  category: `arrayFilter(name -> name != '', splitByChar('${CATEGORY_SEPARATOR}', ${text('category', 'inventoryDrawn')}))`,
  segment: 'segments',
  gender: `if(anonymity < ${number('missingGender', 'browserDrawn')}, 'unknown', ${text('gender', 'genderDrawn')})`,
  age: 'years',
  user: 'greatest(1, userKey)',
  count: '1',
  floorCpm: 'floor',
  floorCurrency: `if(floor > 0, currency, '')`,
  won: `if(currency = '', -1, isWon)`,
  clearingCpm: 'paid',
  clearingCurrency: `if(paid > 0, currency, '')`,
};

const ALL_CHOICES = `(
    SELECT groupArray((${COLUMNS.join(', ')}))
    FROM (
      SELECT ${COLUMNS.join(', ')} FROM weighted_choice
      WHERE hash IN {choices:Array(String)}
      ORDER BY indexOf({choices:Array(String)}, hash) LIMIT 1 BY hash
    )
  )`;

/**
 * The query that makes the requests of a batch of days out of nothing but its parameters: `seed`;
 * `rows` of each day and where each day `begins` among the batch's sessions; `first` and number of
 * the `sessions` to make; `exponent` of the users' activity; and `choices`, hashes of the batch's
 * rows in `weighted_choice` in the order of `CHOICE_NAMES`. Its columns are `REQUEST_COLUMNS`,
 * each with `made_` before it.
 */
export const REQUESTS_OF_DAYS = `
  WITH ${ALL_CHOICES} AS choices
  SELECT ${REQUEST_COLUMNS.map((name) => `${VALUES[name]} AS made_${name}`)}
  FROM (${DRAWN})`;

/** Every segment for itself: a user is in several, or in none. */
function segmentsOfUser(): string {
  const shares = `arrayMap(text -> toFloat64(text), ${part('segmentShare', 'options')})`;
  const isIn = `bitShiftRight(cityHash64(userKey, 'segment', name), 32) / 4294967296 < share`;
  return `arrayFilter((name, share) -> ${isIn}, ${part('segment', 'options')}, ${shares})`;
}

/** In years; 0 = unknown. */
function yearsOfUser(): string {
  const youngest = number('youngest', 'ageDrawn');
  const span = `${number('oldest', 'ageDrawn')} - ${youngest} + 1`;
  const years = `${youngest} + floor(${uniform('years', 'userKey')} * (${span}))`;
  const isMissing = `anonymity < ${number('missingAge', 'browserDrawn')}`;
  return `if(${isMissing} OR ${youngest} = 0, 0, ${years})`;
}
