import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, type TestContext, test } from 'node:test';

import type pg from 'pg';
import { pino } from 'pino';

import { openClickHouse } from '../../../data/clickhouse/client.ts';
import { currentOutline } from '../../../data/clickhouse/queries/history-outline.ts';
import { findRequest } from '../../../data/postgres/requests/requests.ts';
import { openForecasts } from '../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import { NEW_REQUEST, NOW } from '../../../jobs/testing/stores.ts';
import { eventually } from '../../testing/started-ducky.ts';
import type { HttpLimits } from '../limits.ts';
import {
  forecastAnswerSchema,
  forecastStateSchema,
  predictionAnswerSchema,
} from '../schemas/forecast-answer.ts';
import { ended, look, post } from '../testing/forecasting-api.ts';
import { runningApi } from '../testing/running-api.ts';
import { issueToken, SCOPES } from '../tokens/issue-token.ts';

const { plan: PLAN } = NEW_REQUEST;
const log = pino({ level: 'silent' });
const PATIENT: Partial<HttpLimits> = { forecastWaitMs: 30_000, knownForecastTimeoutMs: 30_000 };
const AT_ONCE = { prefer: 'respond-async' };

/** The interface with a forecast worker behind it, on real servers, without a model yet. */
async function openApi(t: TestContext, limits = PATIENT) {
  const worker = await openForecasts(t);
  const { pool, queues, clickhouse, cache } = worker;
  const readOutline = currentOutline(clickhouse);
  const clock = () => NOW;
  const services = { pool, queues, clickhouse, readOutline, clock, timeZone: 'UTC', log };
  const api = await runningApi(t, { forecasts: { ...services, basisAgeMs: 0 }, limits });
  /** Another caller of the same interface. */
  const as = async (subject: string) => {
    const expiresAt = new Date(api.now.getTime() + 60_000);
    return { ...api, token: await issueToken({ subject, scopes: SCOPES, expiresAt }, api) };
  };
  const train = () => promoteTestModel(pool, NOW);
  const stored = async () => {
    const { rows } = await pool.query<{ n: number }>(
      'select count(*)::int n from forecast_request',
    );
    return rows[0]?.n;
  };
  return { ...worker, api, as, train, stored, kept: () => cache.close() };
}

async function firstId(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>('select id from forecast_request');
  return rows[0]?.id;
}

const json = async (response: Response) => JSON.parse(await response.text());

describe('a forecast over HTTP', () => {
  for (const path of ['/api/v1/forecast', '/api/v1/forcast']) {
    test(`is answered at ${path}, and can be asked for again`, async (t) => {
      const { api, train } = await openApi(t);
      await train();
      const response = await post(api, path, PLAN);
      assert.equal(response.status, 200);
      const answer = forecastAnswerSchema.parse(await json(response));
      assert.ok('daily' in answer);
      assert.deepEqual(answer.plan, PLAN);
      assert.equal(answer.daily.length, 7);
      assert.equal(response.headers.get('cache-status'), 'ducky; fwd=miss');
      const location = response.headers.get('content-location') ?? '';
      assert.equal(location, `/api/v1/forecasts/${answer.id}`);
      const state = forecastStateSchema.parse(await json(await look(api, location)));
      assert.deepEqual(state.answer, answer);
    });
  }

  test('that takes longer is promised, and comes', async (t) => {
    const { api, train } = await openApi(t);
    const response = await post({ ...api, headers: AT_ONCE }, '/api/v1/forecast', PLAN);
    assert.equal(response.status, 202);
    assert.equal(response.headers.get('preference-applied'), 'respond-async');
    assert.equal(response.headers.get('retry-after'), '1');
    const receipt = await json(response);
    assert.equal(response.headers.get('location'), receipt.url);
    const before = await look(api, receipt.url);
    assert.equal(before.headers.get('retry-after'), '1');
    await train();
    const state = forecastStateSchema.parse(await ended(api, receipt.url));
    assert.equal(state.status, 'answered');
    assert.ok(state.answer && 'daily' in state.answer);
  });

  test('that took all the time to be taken is promised at once', async (t) => {
    const { api, pool, train } = await openApi(t);
    await train();
    const locker = await pool.connect();
    t.after(() => locker.release());
    await locker.query('begin');
    await locker.query('lock forecast_request in share mode');
    const waiting = post({ ...api, headers: { prefer: 'wait=1' } }, '/api/v1/forecast', PLAN);
    const held =
      "select from pg_locks where not granted and relation = 'forecast_request'::regclass";
    while ((await locker.query(held)).rowCount === 0);
    await locker.query('select pg_sleep(1)');
    await locker.query('commit');
    assert.equal((await waiting).status, 202);
  });

  test('that cannot be made honestly is refused, which is an answer', async (t) => {
    const { api, train } = await openApi(t);
    await train();
    const flight = { start: '2028-01-01', end: '2028-01-02' };
    const response = await post(api, '/api/v1/forecast', { ...PLAN, flight });
    assert.equal(response.status, 200);
    const answer = forecastAnswerSchema.parse(await json(response));
    assert.ok('refused' in answer && answer.refused.needed.length > 0);
  });

  test('of what the data do not carry says so, now and later', async (t) => {
    const { api, train } = await openApi(t);
    await train();
    const plan = { ...PLAN, targeting: { segment: { include: ['x'] } } };
    const response = await post(api, '/api/v1/forecast', plan);
    assert.equal(response.status, 400);
    assert.match((await json(response)).detail, /do not carry segment/);
    const late = await json(await post({ ...api, headers: AT_ONCE }, '/api/v1/forecast', plan));
    const state = forecastStateSchema.parse(await ended(api, late.url));
    assert.deepEqual([state.status, state.problem?.status], ['failed', 400]);
  });

  test('of a prototype body tells what was assumed', async (t) => {
    const { api, train } = await openApi(t);
    await train();
    const body = {
      geo_target: { included: [{ country_code: 'IND' }] },
      device_type: { included: [4] },
    };
    const answer = await json(await post(api, '/api/v1/forecast', body));
    assert.deepEqual(answer.plan.targeting, {
      deviceType: { include: ['phone'] },
      geo: { include: ['IN'] },
    });
    assert.deepEqual(answer.plan.flight, { start: '2026-11-23', end: '2026-12-06' });
    assert.match(answer.notes.join(), /The flight is the next 14 days/);
  });

  test('of a wrong body lists every problem and where it is', async (t) => {
    const { api, stored } = await openApi(t);
    const plan = await post(api, '/api/v1/forecast', { targeting: { os: 'ios' }, cap: 1 });
    assert.equal(plan.status, 400);
    const pointers = (await json(plan)).errors.map(({ pointer }: { pointer: string }) => pointer);
    assert.deepEqual(pointers.sort(), ['#/cap', '#/flight', '#/targeting/os']);
    const prototype = await post(api, '/forecast', { device_type: { included: [4, 99] } });
    assert.deepEqual((await json(prototype)).errors[0].pointer, '#/device_type/included/1');
    assert.equal(await stored(), 0);
  });

  test('is for callers who may ask, and nobody else sees it', async (t) => {
    const { api, as, train } = await openApi(t);
    await train();
    const nobody = await post({ ...api, token: 'x' }, '/api/v1/forecast', PLAN);
    assert.equal(nobody.status, 401);
    const answer = await json(await post(api, '/api/v1/forecast', PLAN));
    const other = await as('other');
    for (const method of ['GET', 'DELETE']) {
      for (const id of [answer.id, randomUUID(), 'x']) {
        assert.equal((await look(other, `/api/v1/forecasts/${id}`, method)).status, 404);
      }
    }
  });

  test('is awaited by no more than so many of a caller', async (t) => {
    const { api, as, train } = await openApi(t, { waitingForecasts: 2 });
    const ask = (asking: typeof api) =>
      post({ ...asking, headers: AT_ONCE }, '/api/v1/forecast', PLAN);
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(api)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [202, 202, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    assert.equal(refused?.headers.get('retry-after'), '1');
    assert.equal((await ask(await as('other'))).status, 202);
    await train();
    const [accepted] = answers.filter(({ status }) => status === 202);
    await ended(api, accepted?.headers.get('location') ?? '');
    assert.notEqual((await ask(api)).status, 429);
  });

  test('is cancelled once and for all', async (t) => {
    const { api, train } = await openApi(t);
    const { url } = await json(await post({ ...api, headers: AT_ONCE }, '/api/v1/forecast', PLAN));
    for (const _ of [1, 2]) {
      const response = await look(api, url, 'DELETE');
      assert.equal(response.status, 200);
      assert.equal(forecastStateSchema.parse(await json(response)).status, 'cancelled');
    }
    await train();
    const done = await post(api, '/api/v1/forecast', PLAN);
    const location = done.headers.get('content-location') ?? '';
    assert.equal((await look(api, location, 'DELETE')).status, 409);
  });

  test('that is cancelled while its caller waits ends their wait', async (t) => {
    const { api, pool } = await openApi(t);
    const waiting = post(api, '/api/v1/forecast', PLAN);
    const id = await eventually('the request', () => firstId(pool));
    await look(api, `/api/v1/forecasts/${id}`, 'DELETE');
    assert.equal((await waiting).status, 409);
  });

  test('is still made when the interface closes', async (t) => {
    const { api, pool, train } = await openApi(t);
    const waiting = post(api, '/api/v1/forecast', PLAN);
    const id = await eventually('the request', () => firstId(pool));
    await api.close();
    assert.equal((await waiting).status, 202);
    await train();
    await eventually('the forecast', async () => (await findRequest(pool, id))?.result);
  });
});

describe('a forecast that was made before', () => {
  test('is given to others without a job, under an id of their own', async (t) => {
    const { api, as, train, kept, queues } = await openApi(t);
    await train();
    const first = await json(await post(api, '/api/v1/forecast', PLAN));
    await kept();
    const other = await as('other');
    for (const _ of [1, 2]) {
      const response = await post(other, '/api/v1/forecast', PLAN);
      assert.equal(response.headers.get('cache-status'), 'ducky; hit');
      const { id, ...answer } = await json(response);
      assert.notEqual(id, first.id);
      assert.deepEqual({ ...answer, id: first.id }, first);
      assert.equal(await queues.state({ name: 'forecast', requestId: id }), 'none');
      const state = await json(await look(other, `/api/v1/forecasts/${id}`));
      assert.deepEqual(state.answer, { ...answer, id });
    }
  });

  test('is not given with another model, nor of another history', async (t) => {
    const { api, train, kept, clickhouse, pool } = await openApi(t);
    await train();
    const status = async () =>
      (await post(api, '/api/v1/forecast', PLAN)).headers.get('cache-status');
    await status();
    await kept();
    assert.equal(await status(), 'ducky; hit');
    await promoteTestModel(pool, new Date(NOW.getTime() + 60_000));
    assert.equal(await status(), 'ducky; fwd=miss');
    await kept();
    assert.equal(await status(), 'ducky; hit');
    await clickhouse.command({
      query: "insert into request (date, deviceType, user) values ('2026-11-20', 'phone', 1)",
    });
    assert.equal(await status(), 'ducky; fwd=miss');
  });

  test('is asked for anew where the cache has lost it', async (t) => {
    const { api, train, kept, pool } = await openApi(t);
    await train();
    await post(api, '/api/v1/forecast', PLAN);
    await kept();
    await post(api, '/api/v1/forecast', PLAN);
    await pool.query('delete from forecast_cache');
    const response = await post(api, '/api/v1/forecast', PLAN);
    assert.deepEqual(
      [response.status, response.headers.get('cache-status')],
      [200, 'ducky; fwd=miss'],
    );
  });
});

describe('an idempotency key', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key });

  test('makes one forecast of many requests at once, and of one later', async (t) => {
    const { api, train, stored } = await openApi(t);
    const ask = () => post({ ...api, headers: keyed('"k"') }, '/api/v1/forecast', PLAN);
    const many = Promise.all(Array.from({ length: 10 }, ask));
    await train();
    const ids = (await Promise.all((await many).map(json))).map(({ id }) => id);
    assert.equal(new Set(ids).size, 1);
    assert.equal((await json(await ask())).id, ids[0]);
    assert.equal(await stored(), 1);
  });

  test('is the same answer after a cached one too', async (t) => {
    const { api, train, kept } = await openApi(t);
    await train();
    await post(api, '/api/v1/forecast', PLAN);
    await kept();
    const ask = () => post({ ...api, headers: keyed('k') }, '/api/v1/forecast', PLAN);
    const first = await ask();
    assert.equal(first.headers.get('cache-status'), 'ducky; hit');
    assert.deepEqual(await json(await ask()), await json(first));
  });

  test("is refused with another body or another question, and is each caller's own", async (t) => {
    const { api, as, train } = await openApi(t);
    await train();
    const headers = keyed('k');
    const { flight } = PLAN;
    assert.equal((await post({ ...api, headers }, '/api/v1/forecast', PLAN)).status, 200);
    const sameInOtherWords = { flight, targeting: PLAN.targeting };
    const same = await post({ ...api, headers }, '/api/v1/forcast', sameInOtherWords);
    assert.equal(same.status, 200);
    for (const [path, body] of [
      ['/api/v1/forecast', { targeting: {}, flight }],
      ['/forecast', PLAN],
    ] as const) {
      assert.equal((await post({ ...api, headers }, path, body)).status, 422);
    }
    const other = await as('other');
    assert.equal((await post({ ...other, headers }, '/forecast', PLAN)).status, 200);
  });

  test('that is no key is refused', async (t) => {
    const { api } = await openApi(t);
    for (const key of ['', 'two words', 'x'.repeat(256)]) {
      const response = await post({ ...api, headers: keyed(key) }, '/api/v1/forecast', PLAN);
      assert.equal(response.status, 400, key);
    }
  });
});

describe('a history that never answers', () => {
  /** A server that takes questions and answers none. */
  async function hungHistory(t: TestContext) {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address && typeof address === 'object');
    const clickhouse = openClickHouse(`http://127.0.0.1:${address.port}`);
    t.after(async () => {
      server.closeAllConnections();
      server.close();
      await clickhouse.close();
    });
    let questions = 0;
    server.on('request', () => {
      questions += 1;
    });
    return { clickhouse, asked: () => questions };
  }

  test('holds nobody up, is asked once and told of once', async (t) => {
    const { pool, queues } = await openForecasts(t);
    await promoteTestModel(pool, NOW);
    const { clickhouse, asked } = await hungHistory(t);
    const lines: string[] = [];
    const telling = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
    const services = { pool, queues, clickhouse, clock: () => NOW, timeZone: 'UTC', log: telling };
    const readOutline = currentOutline(clickhouse);
    const forecasts = { ...services, readOutline, basisAgeMs: 0 };
    const api = await runningApi(t, { forecasts, limits: { knownForecastTimeoutMs: 20 } });
    const ask = () => post({ ...api, headers: AT_ONCE }, '/api/v1/forecast', PLAN);
    assert.equal((await ask()).status, 202);
    const questions = asked();
    assert.ok(questions > 0);
    for (const _ of [1, 2, 3]) assert.equal((await ask()).status, 202);
    assert.equal(asked(), questions);
    assert.equal(lines.length, 1, lines.join(''));
  });
});

describe("the model server's contract", () => {
  for (const path of ['/forecast', '/forcast']) {
    test(`${path} answers average days, and null where no outcome is known`, async (t) => {
      const { api, train } = await openApi(t);
      await train();
      const { forecast, notes, full } = predictionAnswerSchema.parse(
        await json(await post(api, path, PLAN)),
      );
      assert.ok('daily' in full);
      assert.ok(Math.abs((forecast.daily_impressions ?? 0) / 400 - 1) < 0.05);
      assert.ok((forecast.daily_reach ?? 0) > 0);
      assert.equal(forecast.prediction, null);
      assert.match(notes.join(), /no outcome is known/);
    });
  }

  test('predicts the share of matching requests that became impressions', async (t) => {
    const { api, train, clickhouse } = await openApi(t);
    await train();
    await clickhouse.command({
      query: `insert into request (date, deviceType, user, won)
        select '2026-11-20', if(number < 40, 'phone', 'desktop'), 1, number % 4 = 0
        from numbers(100)`,
    });
    const { forecast } = await json(await post(api, '/forecast', PLAN));
    assert.equal(forecast.prediction, 0.25);
  });
});
