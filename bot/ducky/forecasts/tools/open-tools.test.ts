import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import pg from 'pg';

import { storeLiveAccuracy } from '../../../../data/postgres/accuracy/live-accuracy.ts';
import { finishRequest } from '../../../../data/postgres/requests/requests.ts';
import { openForecasts } from '../../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../../jobs/testing/model.ts';
import { NOW } from '../../../../jobs/testing/stores.ts';
import { headlineText } from '../../../words/headline.ts';
import { roundCount } from '../../../words/numbers.ts';
import type { ToolName } from '../fact.ts';
import type { ToolContext } from './context.ts';
import { openTools } from './open-tools.ts';

const OF_REQUEST = ['forecast', 'earlier', 'history', 'alternatives'] as const;
const ALL: readonly ToolName[] = [...OF_REQUEST, 'accuracy', 'model', 'data', 'docs'];

/** A forecast that was made in a workspace, and the tools of whoever asks about it. */
async function openAsked(t: TestContext) {
  const stores = await openForecasts(t);
  const version = await promoteTestModel(stores.pool, NOW);
  const { id } = await stores.accept({ teamId: 'T1' });
  const request = await stores.forecast(id);
  assert.ok(request?.result && 'daily' in request.result);
  // Whatever a tool wrote to Postgres would be refused.
  const options = '-c default_transaction_read_only=on';
  const db = new pg.Pool({ connectionString: stores.url, options });
  t.after(() => db.end());
  const toolsFor = (question: Partial<ToolContext['question']> = {}) =>
    openTools({
      db,
      clickhouse: stores.clickhouse,
      question: { text: 'What does P10 mean?', requestId: id, teamId: 'T1', ...question },
      today: '2026-11-22',
    });
  return { ...stores, version, made: request.result, toolsFor };
}

test('tools of a forecast in a workspace', async (t) => {
  const { pool, clickhouse, accept, forecast, version, made, toolsFor } = await openAsked(t);

  await t.test('the forecast has the figures of its answer', async () => {
    const fact = await toolsFor().run('forecast');
    assert.ok(fact && 'impressions' in fact.data);
    assert.equal(fact.source, 'forecast of 22 Nov 2026, 10:00 UTC');
    const { impressionsPerDay, reach, flight, recentPerDay, recentDays } = fact.data;
    const shown = headlineText(made);
    const claim = `About ${roundCount(impressionsPerDay.p50)} impressions a day`;
    assert.ok(shown.includes(claim), `${shown} says not ${claim}`);
    assert.ok(shown.includes(`reach ${roundCount(reach?.p50 ?? 0)} people`), shown);
    assert.deepEqual(flight, { start: '2026-11-23', end: '2026-11-29', days: 7 });
    assert.deepEqual([recentPerDay, recentDays], [400, 28]);
    assert.equal(fact.data.modelVersion, version);
    assert.equal(fact.data.dataThrough, '2026-11-21');
    assert.ok(fact.data.lowestDay.impressions <= fact.data.highestDay.impressions);
  });

  await t.test('the history is what the forecast was shown with', async () => {
    const fact = await toolsFor().run('history');
    assert.equal(fact?.source, 'history 25 Oct to 21 Nov 2026');
    const { days, meanPerDay, lastWeekChangePercent, highest, lowest } = fact.data;
    assert.deepEqual([days, meanPerDay, lastWeekChangePercent], [28, 400, 0]);
    assert.deepEqual([highest.impressions, lowest.impressions], [400, 400]);
  });

  await t.test('the model is the one that serves', async () => {
    const fact = await toolsFor().run('model');
    assert.equal(fact?.data.version, version);
    assert.equal(fact.data.dataThrough, '2026-10-28');
    assert.equal(fact.data.servesSince, NOW.toISOString());
    assert.ok(fact.source.startsWith(`model ${version}`));
  });

  await t.test('the data are what ClickHouse holds', async () => {
    const fact = await toolsFor().run('data');
    assert.equal(fact?.source, 'history 25 Oct to 21 Nov 2026');
    assert.deepEqual(fact.data, {
      first: '2026-10-25',
      last: '2026-11-21',
      requests: 28 * 600,
      daysOld: 1,
      origin: 'observed',
      dimensions: ['device', 'OS', 'place', 'hours'],
    });
  });

  await t.test('whatever is asked, every tool answers and ClickHouse is as it was', async () => {
    const query = `SELECT name, total_rows FROM system.tables
      WHERE database = currentDatabase() AND total_rows IS NOT NULL ORDER BY name`;
    const contents = async () => (await clickhouse.query({ query, format: 'JSONEachRow' })).json();
    const before = await contents();
    assert.ok(before.length > 5);
    for (const text of ['\0', 'x'.repeat(40_000), "'; drop table request; --"]) {
      await Promise.all(ALL.map((name) => toolsFor({ text }).run(name)));
    }
    assert.deepEqual(await contents(), before);
  });

  await t.test('what was asked in another workspace is nobody’s to see', async () => {
    const { id: nobodys } = await accept({ teamId: undefined });
    await forecast(nobodys);
    assert.ok(await toolsFor({ requestId: nobodys, teamId: undefined }).run('forecast'));
    const strangers = [
      { teamId: 'T2' },
      { teamId: undefined },
      { requestId: nobodys },
      { requestId: randomUUID() },
      { requestId: "' or true --" },
      { requestId: undefined },
    ];
    for (const stranger of strangers) {
      for (const name of OF_REQUEST) {
        assert.equal(await toolsFor(stranger).run(name), undefined, JSON.stringify(stranger));
      }
    }
  });

  await t.test('a refusal is told as one, and what is not answered yet as on its way', async () => {
    const { id: requestId } = await accept({ teamId: 'T1' });
    const waiting = await toolsFor({ requestId }).run('forecast');
    const plan = 'on phones, 23 Nov to 29 Nov 2026 (7 days)';
    assert.deepEqual(waiting?.data, { plan, pending: true });
    for (const name of ['earlier', 'history', 'alternatives'] as const) {
      assert.equal(await toolsFor({ requestId }).run(name), undefined);
    }
    const refused = { reason: 'Too few requests match.', needed: 'Leave something out.' };
    const outcome = { status: 'answered', result: { refused }, historyOrigin: 'observed' } as const;
    await finishRequest(pool, requestId, { ...outcome, at: NOW });
    const fact = await toolsFor({ requestId }).run('forecast');
    assert.equal(fact?.source, 'answer of 22 Nov 2026, 10:00 UTC');
    assert.deepEqual(fact.data, { plan, refused });
    assert.equal(await toolsFor({ requestId }).run('history'), undefined);
    const alternatives = await toolsFor({ requestId }).run('alternatives');
    assert.equal(alternatives?.source, 'history 25 Oct to 21 Nov 2026');
    assert.equal(alternatives.data.alternatives[0]?.perDay, 600);
    const { id: failedId } = await accept({ teamId: 'T1' });
    await finishRequest(pool, failedId, { status: 'cancelled', at: NOW });
    assert.equal(await toolsFor({ requestId: failedId }).run('forecast'), undefined);
  });

  await t.test('accuracy is told once something was compared', async () => {
    assert.equal(await toolsFor().run('accuracy'), undefined);
    const compared = {
      forecasts: 4,
      impressions: 1_000,
      error: -50,
      absoluteError: 123,
      covered: 3,
    };
    const day = { date: '2026-11-21', modelVersion: version, ...compared };
    await storeLiveAccuracy(pool, day.date, [day]);
    const fact = await toolsFor().run('accuracy');
    assert.equal(fact?.source, 'accuracy 21 Nov 2026');
    assert.deepEqual(fact.data, {
      first: '2026-11-21',
      last: '2026-11-21',
      comparedDays: 4,
      errorPercent: 12.3,
      biasPercent: -5,
      withinRangePercent: 75,
    });
  });
});
