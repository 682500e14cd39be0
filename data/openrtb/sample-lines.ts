import { type Day, dayNumber, daysBetween } from '../calendar.ts';
import { seededRandom } from '../random.ts';

export interface SampleLinesOptions {
  lines: number;
  /** The same seed gives the same lines. */
  seed: number;
  /** The requests are spread over the days from first to last, UTC. */
  first: Day;
  last: Day;
  /** People who make the requests; as many as lines unless given. */
  users?: number;
}

const S_PER_DAY = 86_400;

const PLACES = [
  { country: 'IND', region: 'MH', city: 'Mumbai', lat: 19.0728, lon: 72.8826 },
  { country: 'IND', region: 'KA', city: 'Bengaluru', lat: 12.9719, lon: 77.5937 },
  { country: 'USA', region: 'NY', city: 'New York City', lat: 40.7142, lon: -74.0059 },
  { country: 'GBR', region: 'ENG', city: 'London', lat: 51.5085, lon: -0.1257 },
  { country: 'DEU', region: 'BE', city: 'Berlin', lat: 52.5243, lon: 13.4105 },
];

const DEVICES = [
  {
    ...{ devicetype: 4, os: 'Android', osv: '14', make: 'Google', model: 'Pixel 8' },
    ua: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Mobile Safari/537.36',
  },
  {
    ...{ devicetype: 4, os: 'iOS', osv: '17.4', make: 'Apple', model: 'iPhone' },
    ua: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E{v} Safari/604.1',
  },
  {
    ...{ devicetype: 2, os: 'Windows', osv: '10', make: 'Dell', model: 'PC' },
    ua: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36',
  },
];

const CHANNELS = [
  { domain: 'dailyherald.example', cat: ['IAB12', 'IAB12-2'] },
  { domain: 'cricketnow.example', cat: ['IAB17', 'IAB17-9'] },
  { domain: 'motorpages.example', cat: ['IAB2-1'] },
  { domain: 'spicekitchen.example', cat: ['IAB8'] },
];

const SEGMENTS = ['cricket fans', 'frequent travellers', 'in-market auto', 'new parents'];

/** Generates bid requests of about 1 KB each, as JSON without line ends, with time and outcome. */
export function* sampleLines(options: SampleLinesOptions): Generator<string> {
  const { lines, seed, first, last, users = lines } = options;
  const random = seededRandom(seed);
  const whole = (below: number) => Math.floor(random() * below);
  const startS = dayNumber(first) * S_PER_DAY;
  const lengthS = (daysBetween(first, last) + 1) * S_PER_DAY;
  for (let index = 0; index < lines; index += 1) {
    const ts = startS + whole(lengthS);
    yield JSON.stringify(bidRequest({ id: `${seed}-${index}`, ts, user: whole(users), whole }));
  }
}

interface Draw {
  id: string;
  ts: number;
  user: number;
  /** A random whole number from 0, below its argument. */
  whole: (below: number) => number;
}

function bidRequest({ id, ts, user, whole }: Draw) {
  const channel = pick(CHANNELS, whole);
  return {
    ...{ id, ts, at: 1, tmax: 120, cur: ['USD'] },
    imp: [banner(whole)],
    site: {
      ...channel,
      page: `https://${channel.domain}/articles/${whole(100_000)}`,
      publisher: { id: `p-${whole(50)}` },
    },
    device: device(whole),
    user: {
      id: `u-${user.toString(36).padStart(30, '0')}`,
      buyeruid: `b-${user.toString(36).padStart(26, '0')}`,
      ...{ yob: 1950 + (user % 55), gender: user % 2 === 0 ? 'F' : 'M' },
      data: [{ id: '6', segment: [segment(user), segment(whole(4))] }],
    },
    regs: { coppa: 0, gdpr: 0 },
  };
}

function banner(whole: Draw['whole']) {
  const won = whole(4) === 0 ? 1 : 0;
  const bidfloor = (10 + whole(90)) / 100;
  return {
    ...{ id: '1', tagid: pick(['home-top', 'article-inline', 'sidebar'], whole) },
    ...{ bidfloor, bidfloorcur: 'USD', secure: 1 },
    banner: {
      ...{ w: 300, h: 250, pos: pick([1, 3, 5], whole), battr: [13], api: [3, 5, 6] },
      format: [
        { w: 300, h: 250 },
        { w: 320, h: 50 },
      ],
    },
    ext: won ? { won, price: bidfloor + 0.05, cur: 'USD' } : { won },
  };
}

function device(whole: Draw['whole']) {
  const { ua, ...kind } = pick(DEVICES, whole);
  return {
    ...kind,
    ua: ua.replace('{v}', String(100 + whole(30))),
    ...{ ip: `203.0.113.${whole(256)}`, w: 1080, h: 2400, js: 1, lmt: 0, language: 'en' },
    connectiontype: pick([1, 2, 6, 7], whole),
    geo: { type: 2, ...pick(PLACES, whole) },
  };
}

function segment(number: number) {
  return { id: String(number % SEGMENTS.length), name: SEGMENTS[number % SEGMENTS.length] };
}

function pick<T>(from: readonly T[], whole: Draw['whole']): T {
  return from[whole(from.length)] as T;
}
