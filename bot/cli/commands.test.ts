import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { addDays, dayRange, weekday } from '../../data/calendar.ts';
import { forecastSchema, refusalSchema } from '../../data/forecast.ts';
import { planSchema } from '../../data/plan.ts';
import { runDucky } from '../testing/started-ducky.ts';

const TODAY = ['--today', '2019-06-30'];
const AUCTION_MAP = fileURLToPath(
  new URL('../../data/import/maps/auction-june-2019.json', import.meta.url),
);

describe('commands that need no stores', () => {
  test('parse reads each line, a quoted one as a JSON string', async () => {
    const input = 'women on iOS next 7 days\n\n"men on\\nAndroid"\nhello\n';
    const { code, stdout } = await runDucky(['parse', ...TODAY], {}, input);
    assert.equal(code, 0);
    const [women, men, hello] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(planSchema.parse(women.plan).flight, {
      start: '2019-07-01',
      end: '2019-07-07',
    });
    assert.deepEqual(men.plan.targeting.os, { include: ['android'] });
    assert.ok(hello.outOfScope);
  });

  test('parse takes the plan that a follow-up changes', async () => {
    const plan = {
      targeting: { os: { include: ['ios'] } },
      flight: { start: '2019-07-01', end: '2019-07-02' },
    };
    const previous = JSON.stringify(plan);
    const { stdout } = await runDucky(['parse', 'only men', '--previous', previous, ...TODAY], {});
    assert.deepEqual(JSON.parse(stdout).plan, {
      ...plan,
      targeting: { gender: ['male'], ...plan.targeting },
    });
  });

  test('parse prints the two plans that a comparison with the previous one sets side by side', async () => {
    const plan = {
      targeting: { os: { include: ['ios'] } },
      flight: { start: '2019-07-01', end: '2019-07-02' },
    };
    const previous = JSON.stringify(plan);
    const { stdout } = await runDucky(
      ['parse', 'vs Android', '--previous', previous, ...TODAY],
      {},
    );
    const other = { ...plan, targeting: { os: { include: ['android'] } } };
    assert.deepEqual(JSON.parse(stdout), { compare: [plan, other] });
  });

  const BAD: [what: string, args: string[], message: RegExp][] = [
    ['a day that does not exist', ['parse', 'men', '--today', '2026-13-01'], /existing day/],
    ['an unknown command', ['forcast'], /unknown command.*Did you mean forecast/s],
    ['a comparison to forecast', ['forecast', 'iOS vs Android'], /only one fits/],
    ['a previous plan that is not JSON', ['parse', 'x', '--previous', '{'], /not JSON/],
    ['a previous plan that is none', ['parse', 'x', '--previous', '{}'], /targeting: .*flight: /s],
    ['rows that are no number', ['generate', '--rows', 'many'], /whole number/],
  ];
  for (const [what, args, message] of BAD) {
    test(`${what} is refused in words`, async (t) => {
      const home = await mkdtemp(join(tmpdir(), 'ducky-refused-'));
      t.after(() => rm(home, { recursive: true, force: true }));
      const { code, stdout, stderr } = await runDucky(args, { DUCKY_HOME: home });
      assert.notEqual(code, 0);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }

  test('a wrong environment is refused before anything starts', async () => {
    const { code, stderr } = await runDucky(['train'], { PORT: 'x', DATABASE_URL: 'mysql://a' });
    assert.equal(code, 2);
    assert.match(stderr, /- PORT.*\n- DATABASE_URL/);
  });
});

describe('a file without users, from import to forecast', () => {
  let home: string;
  const run = (args: string[], input?: string) => runDucky(args, { DUCKY_HOME: home }, input);
  const plan = (targeting: object, start = '2019-07-01') =>
    JSON.stringify({ targeting, flight: { start, end: addDays(start, 6) } });

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ducky-commands-'));
    await writeFile(join(home, 'auction.csv'), auctionFile());
  });
  after(() => rm(home, { recursive: true, force: true }));

  test('it is imported once, and its bad row is put aside', async () => {
    const command = ['import', join(home, 'auction.csv'), '--map', AUCTION_MAP, '--json', ...TODAY];
    const first = await run(command);
    assert.equal(first.code, 3, first.stderr);
    const { read, imported, quarantined, duplicates } = JSON.parse(first.stdout);
    assert.deepEqual(
      { read, imported, quarantined, duplicates },
      {
        read: 61,
        imported: 60,
        quarantined: 1,
        duplicates: 0,
      },
    );
    const again = await run(command);
    assert.equal(JSON.parse(again.stdout).duplicates, 60);
  });

  test('a plan over its dimensions is answered for the days after the data end', async () => {
    const targeting = { deviceType: { include: ['2'] }, geo: { include: ['187'] } };
    const { code, stdout, stderr } = await run(
      ['forecast', '--plan', '-', '--json', ...TODAY],
      plan(targeting),
    );
    assert.equal(code, 0, stderr);
    const forecast = forecastSchema.parse(JSON.parse(stdout));
    assert.equal(forecast.dataThrough, '2019-06-30');
    assert.deepEqual(
      forecast.daily.map(({ date }) => date),
      dayRange('2019-07-01', '2019-07-07'),
    );
    assert.equal(forecast.total.reach, null);
  });

  test('a flight in the past, and a value that nothing has, are refused with what would help', async () => {
    const past = await run(['forecast', '--plan', '-', '--json'], plan({}, '2019-06-01'));
    assert.match(refusalSchema.parse(JSON.parse(past.stdout)).refused.needed, /2019-07-01/);
    const nothing = await run(
      ['forecast', '--plan', '-', '--json'],
      plan({ site: { include: ['999'] } }),
    );
    assert.match(refusalSchema.parse(JSON.parse(nothing.stdout)).refused.reason, /No request/);
  });

  test('a dimension that the data lack is refused, naming those they have', async () => {
    const { code, stderr } = await run(['forecast', '--plan', '-'], plan({ gender: ['female'] }));
    assert.equal(code, 2);
    assert.match(stderr, /do not carry gender.*They carry deviceType/s);
  });
});

/** Two targetings over June 2019 in the layout of a publisher's auction log, and one bad row. */
function auctionFile(): string {
  const columns =
    'date,site_id,ad_type_id,geo_id,device_category_id,os_id,monetization_channel_id,ad_unit_id,total_impressions,total_revenue';
  const rows = dayRange('2019-06-01', '2019-06-30').flatMap((day) => {
    const count = weekday(day) < 5 ? 900 : 500;
    return [
      `${day},346,10,187,2,59,1,5121,${count},0.1`,
      `${day},350,11,12,1,60,19,99,${count},0.1`,
    ];
  });
  return [columns, ...rows.toSpliced(30, 0, '2019-06-31,346,10,187,2,59,1,5121,7,0.1')].join('\n');
}
