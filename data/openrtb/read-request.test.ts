import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { RowRejected } from '../row-rejected.ts';
import { impReader, openRtbReader } from './read-request.ts';
import { sampleLines } from './sample-lines.ts';

const OPTIONS = { userHashKey: 'key', timeZone: 'Asia/Kolkata', today: () => '2026-11-22' };
const read = openRtbReader(OPTIONS);

/** 22 November 2026, 20:30 UTC: 02:00 of the next day in India. */
const TS = Date.UTC(2026, 10, 22, 20, 30) / 1000;

function rowOf(request: object, imp: object = {}) {
  const line = JSON.stringify({ id: 'r', ts: TS, imp: [{ id: '1', ...imp }], ...request });
  const [first] = read(line);
  assert.ok(first);
  return first.row;
}

const isRejected = (reason: string) => (error: unknown) =>
  error instanceof RowRejected && error.message === reason;

async function fixture(name: string): Promise<string> {
  return readFile(new URL(`./fixtures/breq.${name}.json`, import.meta.url), 'utf8');
}

describe('bid requests of the wild', () => {
  const receive = openRtbReader({ ...OPTIONS, receivedAt: new Date('2026-11-22T01:10:00Z') });

  test('a banner on a site', async () => {
    const [banner, ...others] = receive(await fixture('banner'));
    assert.equal(others.length, 0);
    assert.equal(banner?.requestId, '1234534625254');
    const { user, ...row } = banner.row;
    assert.match(user, /^[1-9]\d+$/);
    assert.deepEqual(row, {
      ...{ date: '2026-11-22', hour: 6, count: 1 },
      ...{ country: 'unknown', region: 'unknown', city: 'unknown' },
      ...{ deviceType: 'desktop', os: 'macos', browser: 'firefox' },
      ...{ connection: 'unknown', language: 'unknown' },
      ...{ site: 'siteabcd.com', app: 'unknown', category: ['automotive'] },
      ...{ gender: 'unknown', age: 0, segment: [] },
      ...{ adUnit: 'unknown', format: 'banner', size: '300x250', position: 'above the fold' },
      ...{ floorCpm: 0, floorCurrency: '', won: -1, clearingCpm: 0, clearingCurrency: '' },
    });
  });

  test('three videos in a stream, one with a floor', async () => {
    const rows = receive(await fixture('video')).map(({ row }) => row);
    assert.deepEqual(
      rows.map(({ format, size, position, floorCpm, floorCurrency }) => [
        ...[format, size, position, floorCpm, floorCurrency],
      ]),
      [
        ['video', '640x480', 'pre-roll', 0, ''],
        ['video', '640x480', 'mid-roll', 0, ''],
        ['video', '640x480', 'post-roll', 2, 'USD'],
      ],
    );
    assert.deepEqual(rows[0]?.segment, ['auto intenders', 'auto enthusiasts']);
  });

  test('a native ad and an expandable one', async () => {
    const [native] = receive(await fixture('native'));
    assert.deepEqual([native?.row.format, native?.row.category], ['native', ['business']]);
    assert.equal(receive(await fixture('exp')).length, 1);
  });
});

describe('what becomes of the parts of a request', () => {
  test('the device by its own fields, else by its user agent, structured or not', () => {
    const told = rowOf({
      device: { devicetype: 3, os: 'tvOS', connectiontype: 7, language: 'EN', ua: 'x' },
    });
    assert.deepEqual(
      [told.deviceType, told.os, told.connection, told.language],
      ['ctv', 'tvos', '5g', 'en'],
    );
    const sua = {
      browsers: [{ brand: 'Not;A=Brand' }, { brand: 'Chromium' }, { brand: 'Microsoft Edge' }],
      platform: { brand: 'Windows' },
    };
    const structured = rowOf({ device: { sua, langb: 'de-AT' } });
    assert.deepEqual(
      [structured.browser, structured.os, structured.language],
      ['edge', 'windows', 'de'],
    );
    assert.equal(rowOf({ device: { os: 'constructor' } }).os, 'constructor');
  });

  test('places in ISO codes, of the device before the user', () => {
    const geo = { country: 'IND', region: 'MH', city: 'Mumbai' };
    const { country, region, city } = rowOf({ device: { geo }, user: { geo: { country: 'USA' } } });
    assert.deepEqual([country, region, city], ['IN', 'IN-MH', 'Mumbai']);
    assert.equal(rowOf({ user: { geo: { country: 'DEU' } } }).country, 'DE');
  });

  test('the user by age, gender, segments and a keyed hash of the best id', () => {
    const data = [{ segment: [{ id: '7' }, { id: '8', name: 'gamers' }, { name: 'gamers' }] }];
    const { gender, age, segment, user } = rowOf({
      user: { id: 'u', yob: 1990, gender: 'f', data },
    });
    assert.deepEqual([gender, age, segment], ['female', 36, ['7', 'gamers']]);
    assert.equal(rowOf({ user: { buyeruid: 'u' } }).user, user);
    assert.equal(rowOf({ device: { ifa: 'u' } }).user, user);
    assert.equal(rowOf({ device: { ifa: '00000000-0000-0000-0000-000000000000' } }).user, '0');
    assert.equal(rowOf({ user: { yob: 1800, gender: 'x' } }).age, 0);
  });

  test('an app by its bundle, and categories by their first tier', () => {
    const app = { id: '1', bundle: 'com.example.App', cat: ['IAB17-3', 'IAB17', 'IAB1', 'x'] };
    const row = rowOf({ app });
    assert.deepEqual([row.site, row.app], ['unknown', 'com.example.App']);
    assert.deepEqual(row.category, ['sports', 'arts & entertainment']);
    assert.deepEqual(rowOf({ app: { ...app, cattax: 6 } }).category, []);
  });

  test('the imp by format, size, position and floor', () => {
    const banner = { format: [{ wratio: 1 }, { w: 320, h: 50 }] };
    const shown = rowOf({}, { banner, tagid: 'Top', bidfloor: 20, bidfloorcur: 'inr', instl: 1 });
    assert.deepEqual(
      [shown.format, shown.size, shown.position, shown.adUnit],
      ['interstitial', '320x50', 'full screen', 'Top'],
    );
    assert.deepEqual([shown.floorCpm, shown.floorCurrency], [20, 'INR']);
    assert.equal(rowOf({}, { rwdd: 1, video: {} }).format, 'rewarded');
    assert.equal(rowOf({}, {}).format, 'unknown');
  });

  test('the outcome, of the imp or of the line', () => {
    const outcome = (request: object, ext?: object) => {
      const { won, clearingCpm, clearingCurrency } = rowOf(request, { ext });
      return [won, clearingCpm, clearingCurrency];
    };
    assert.deepEqual(outcome({}, { won: true, price: 1.5, cur: 'EUR' }), [1, 1.5, 'EUR']);
    assert.deepEqual(outcome({}, { price: 1.5 }), [1, 1.5, 'USD']);
    assert.deepEqual(outcome({}, { won: 0, price: 1.5 }), [0, 0, '']);
    assert.deepEqual(outcome({ outcome: [{ impid: '1', won: 1 }] }, { won: 0 }), [1, 0, '']);
    assert.deepEqual(outcome({}, { other: 1 }), [-1, 0, '']);
  });

  test('the time in any spelling, also of a wrapper, in the reporting time zone', () => {
    const request = { id: 'r', imp: [{ id: '1' }] };
    const lines = [
      { ...request, ts: TS },
      { ...request, timestamp: TS * 1000 },
      { ...request, ext: { ts: '2026-11-22T20:30:00Z' } },
      { request, ts: '2026-11-23T02:00:00+05:30' },
    ];
    for (const line of lines) {
      const [{ row } = { row: undefined }] = read(JSON.stringify(line));
      assert.deepEqual([row?.date, row?.hour], ['2026-11-23', 2]);
    }
    const onDay = openRtbReader({ ...OPTIONS, date: '2026-11-01' })(JSON.stringify(request));
    assert.deepEqual([onDay[0]?.row.date, onDay[0]?.row.hour], ['2026-11-01', -1]);
  });
});

describe('what is refused', () => {
  const line = (request: object) => JSON.stringify({ id: 'r', ts: TS, imp: [{}], ...request });
  const BAD: [reason: string, line: string][] = [
    ['not JSON', '{"id"'],
    ['not JSON', ''],
    ['not an object', '[1]'],
    ['not an object', 'null'],
    ['not UTF-8', '{"id":"\uFFFD"}'],
    ['not UTF-8', line({ site: { domain: '\uD800' } })],
    ['holds a NUL', line({ user: { id: 'a\0b' } })],
    ['holds a NUL', line({ device: { os: 'a\0b' } })],
    ['no imp', line({ imp: undefined })],
    ['no imp', line({ imp: [] })],
    ['no imp', line({ imp: {} })],
    ['more than 100 imps', line({ imp: Array(101).fill({}) })],
    ['imp is not an object', line({ imp: [1] })],
    ['imp.bidfloor is negative', line({ imp: [{ bidfloor: -0.01 }] })],
    ['imp.bidfloor out of range', line({ imp: [{ bidfloor: 1e10 }] })],
    ['imp.bidfloor is of the wrong type', line({ imp: [{ bidfloor: '1' }] })],
    ['imp.bidfloorcur is not a currency code', line({ imp: [{ bidfloor: 1, bidfloorcur: '$' }] })],
    ['imp.ext.price is negative', line({ imp: [{ ext: { price: -1 } }] })],
    ['imp.tagid longer than 200 characters', line({ imp: [{ tagid: 'x'.repeat(201) }] })],
    ['imp.id twice in a request', line({ imp: [{ id: 1 }, { id: '1' }] })],
    [
      'device.geo.city longer than 200 characters',
      line({ device: { geo: { city: 'x'.repeat(201) } } }),
    ],
    ['device is of the wrong type', line({ device: 'phone' })],
    [
      'user.data.segment.name is of the wrong type',
      line({ user: { data: [{ segment: [{ name: {} }] }] } }),
    ],
    [
      'more than 500 segments',
      line({ user: { data: Array(2).fill({ segment: Array(251).fill({}) }) } }),
    ],
    ['no date', line({ ts: undefined })],
    ['not a date', line({ ts: 'yesterday' })],
    ['not a date', line({ ts: 1e300 })],
    ['not a date', line({ ts: Date.UTC(19_999, 0) })],
    ['not a date', line({ ts: Date.UTC(-1990, 0) })],
    ['site.cat is of the wrong type', line({ site: { cat: [null] } })],
    ['site.cat has too many entries', line({ site: { cat: Array(501).fill('x') } })],
    ['ext.ts longer than 40 characters', line({ ext: { ts: '2'.repeat(41) } })],
    ['device.sua.browsers is of the wrong type', line({ device: { sua: { browsers: [1] } } })],
    ['user.yob is of the wrong type', line({ user: { yob: '1990' } })],
    ['outcome.won is of the wrong type', line({ outcome: [{ won: 2 }] })],
    ['date before 1990 or in the future', line({ ts: 0 })],
    ['date before 1990 or in the future', line({ ts: '2090-01-01T00:00:00Z' })],
    ['no id', line({ id: undefined })],
  ];
  for (const [reason, text] of BAD) {
    test(`${reason}: ${text.slice(0, 40)}`, () => {
      assert.throws(() => read(text), isRejected(reason));
    });
  }

  test('a bad imp alone, where its siblings are wanted', () => {
    const imp = [{ id: 'a' }, { id: 'b', bidfloor: -1 }, { id: 'c' }];
    const found = impReader(OPTIONS)(line({ imp })).map((one) =>
      one instanceof RowRejected ? one.message : one.impId,
    );
    assert.deepEqual(found, ['a', 'imp.bidfloor is negative', 'c']);
  });

  test('nothing but RowRejected ever comes of a line', () => {
    const keys = ['id', 'ts', 'imp', 'device', 'user', 'site', 'app', 'geo', 'ext', 'banner'];
    const json = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          json.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          try {
            read(text);
          } catch (error) {
            assert.ok(error instanceof RowRejected, String(error));
          }
        },
      ),
    );
  });
});

test('of a made request, every part comes back', () => {
  const country = { IN: 'IND', US: 'USA', BR: 'BRA', unknown: undefined };
  const gender = { female: 'F', male: 'M', other: 'O', unknown: undefined };
  const word = fc.stringMatching(/^[a-z]{1,12}\.example$/);
  const made = fc.record({
    country: fc.constantFrom(...Object.keys(country)) as fc.Arbitrary<keyof typeof country>,
    gender: fc.constantFrom(...Object.keys(gender)) as fc.Arbitrary<keyof typeof gender>,
    age: fc.integer({ min: 0, max: 120 }),
    site: word,
    segment: fc.uniqueArray(word),
    hour: fc.integer({ min: 0, max: 23 }),
    floorCpm: fc.double({ min: 0, max: 1000, noNaN: true }).map(Math.abs),
    width: fc.integer({ min: 1, max: 4000 }),
  });
  fc.assert(
    fc.property(made, (truth) => {
      const row = rowOf(
        {
          ts: `2026-11-20T${String(truth.hour).padStart(2, '0')}:59:59.999+05:30`,
          device: { geo: { country: country[truth.country] } },
          user: {
            gender: gender[truth.gender],
            ...(truth.age > 0 && { yob: 2026 - truth.age }),
            data: [{ segment: truth.segment.map((name) => ({ name })) }],
          },
          site: { domain: truth.site },
        },
        { banner: { w: truth.width, h: 50 }, bidfloor: truth.floorCpm },
      );
      const { width, ...columns } = truth;
      assert.equal(row.date, '2026-11-20');
      assert.equal(row.size, `${width}x50`);
      for (const [column, value] of Object.entries(columns)) {
        assert.deepEqual(row[column as keyof typeof columns], value, column);
      }
    }),
  );
});

test('sample lines are about 1 KB, all good, and depend on the seed only', () => {
  const options = { lines: 200, seed: 7, first: '2026-11-01', last: '2026-11-20' };
  const lines = [...sampleLines(options)];
  assert.deepEqual([...sampleLines(options)], lines);
  const bytes = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
  assert.ok(bytes > 950 && bytes < 1100, `${bytes} bytes a line`);
  for (const line of lines) assert.equal(read(line).length, 1);
});
