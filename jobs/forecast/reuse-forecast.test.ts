import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';

import { inTransaction } from '../../data/postgres/client.ts';
import { rollBack } from '../../data/postgres/models/models.ts';
import { openForecasts } from '../testing/forecasts.ts';
import { promoteTestModel } from '../testing/model.ts';
import { NEW_REQUEST, NOW } from '../testing/stores.ts';

test('of a targeting asked before, no history is read again until there is more of it', async (t) => {
  const { pool, clickhouse, accept, forecast } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const { targeting } = NEW_REQUEST.plan;
  const lastDayFor = async (end: string) => {
    const plan = { targeting, flight: { start: '2026-11-23', end } };
    const request = await forecast((await accept({ plan })).id);
    assert.ok(request?.result && 'daily' in request.result);
    return request.result.history.at(-1)?.impressions;
  };
  assert.equal(await lastDayFor('2026-11-29'), 400);
  // From phones to desktops behind the history's back: there are as many requests as before.
  await clickhouse.command({
    query: `insert into request_audience_cube (date, deviceType, count)
      values ('2026-11-21', 'phone', -100), ('2026-11-21', 'desktop', 100)`,
  });
  assert.equal(await lastDayFor('2026-12-10'), 400);
  await clickhouse.command({
    query: `insert into request (date, hour, deviceType) values ('2026-11-20', 1, 'desktop')`,
  });
  assert.equal(await lastDayFor('2026-12-10'), 300);
});

describe('a forecast that was made before', () => {
  const planOf = (device: string) => ({
    targeting: { deviceType: { include: [device] } },
    flight: NEW_REQUEST.plan.flight,
  });
  const PHONES = planOf('phone');
  const DESKTOPS = planOf('desktop');

  /** A plan's forecast in the cache, and ways to ask for it. */
  async function openCached(t: TestContext) {
    const forecasts = await openForecasts(t);
    const { pool, cache, accept, forecast } = forecasts;
    const first = await promoteTestModel(pool, NOW);
    const answer = async (plan = PHONES) => {
      const request = await forecast((await accept({ plan })).id);
      assert.ok(request?.result && 'daily' in request.result);
      assert.equal(request.result.id, request.id);
      return request.result;
    };
    const kept = async () => {
      const { rows } = await pool.query<{ n: number }>(
        'select count(*)::int n from forecast_cache',
      );
      return rows[0]?.n ?? 0;
    };
    /** Gives what is kept a mark, to tell it from a new one. */
    const mark = () =>
      pool.query(`update forecast_cache set result = jsonb_set(result, '{notes}', '["kept"]')`);
    await answer();
    await cache.close();
    assert.equal(await kept(), 1);
    await mark();
    return { ...forecasts, first, answer, kept };
  }
  const isKept = ({ notes }: { notes: string[] }) => notes[0] === 'kept';

  test('is given again under the id of whoever asks, and no other', async (t) => {
    const { answer, pool } = await openCached(t);
    assert.ok(isKept(await answer()));
    assert.ok(!isKept(await answer(DESKTOPS)));
    const { rows } = await pool.query('select count(*)::int n from forecast');
    assert.deepEqual(rows, [{ n: 3 }], 'each is compared with what comes');
  });

  test('is not given with another model, and is again after a rollback', async (t) => {
    const { answer, pool, first } = await openCached(t);
    const second = await promoteTestModel(pool, new Date(NOW.getTime() + 60_000));
    const { model, notes } = await answer();
    assert.deepEqual([model.version, isKept({ notes })], [second, false]);
    await inTransaction(pool, (client) => rollBack(client, undefined, NOW));
    const again = await answer();
    assert.deepEqual([again.model.version, isKept(again)], [first, true]);
  });

  test('is not given once the history has more in it, but for today', async (t) => {
    const { answer, clickhouse } = await openCached(t);
    const insert = (date: string, rows: number) =>
      clickhouse.command({
        query: `insert into request (date, hour, country, deviceType, os, user)
          select '${date}', 1, 'IN', 'phone', 'ios', number + 1 from numbers(${rows})`,
      });
    await insert('2026-11-22', 100);
    assert.ok(isKept(await answer()));
    await insert('2026-11-20', 100);
    assert.ok(!isKept(await answer()));
  });

  test('is not given once the history was replaced by as much of another', async (t) => {
    const { answer, clickhouse } = await openCached(t);
    await clickhouse.command({
      query: `insert into generated_history (seed, profile, rowsPerDay, first, last)
        values (1, '{}', 600, '2026-10-25', '2026-11-21')`,
    });
    assert.ok(!isKept(await answer()));
  });

  test('is not kept where the history changed while it was made', async (t) => {
    const { cache, kept } = await openCached(t);
    const history = await cache.readHistory();
    const result = { refused: { reason: 'x', needed: 'y' } };
    const made = { key: 'a'.repeat(64), result, historyOrigin: 'observed' } as const;
    cache.keep({ made, history: { ...history, stamp: 'another' } });
    await cache.close();
    assert.equal(await kept(), 1);
    cache.keep({ made, history });
    await cache.close();
    assert.equal(await kept(), 2);
  });
});
