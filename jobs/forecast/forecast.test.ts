import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { AppError } from '../../data/errors.ts';
import { owedReport } from '../../data/postgres/requests/owed-requests.ts';
import {
  acceptRequest,
  findRequest,
  finishRequest,
} from '../../data/postgres/requests/requests.ts';
import type { ProgressEvent } from '../queue/relay.ts';
import { openForecasts } from '../testing/forecasts.ts';
import { promoteTestModel } from '../testing/model.ts';
import { NEW_REQUEST, NOW } from '../testing/stores.ts';
import { outcomeOf } from './outcome.ts';

test('a request is answered and its report is on its way', async (t) => {
  const { pool, accept, forecast, reportState } = await openForecasts(t);
  const version = await promoteTestModel(pool, NOW);
  const { id, plan } = await accept();
  const request = await forecast(id);
  assert.equal(request?.status, 'answered');
  assert.ok(request.result && 'daily' in request.result);
  assert.equal(request.result.id, id);
  assert.deepEqual(request.result.plan, plan);
  assert.equal(request.result.model.version, version);
  assert.equal(request.result.daily.length, 7);
  const { p50 } = request.result.total.impressions;
  assert.ok(Math.abs(p50 / (7 * 400) - 1) < 0.05, `phones are 400 a day, not ${p50 / 7}`);
  assert.equal(await reportState(id), 'live');
  const stored = `select history_origin, forecast.impressions_p50, count(*)::int days
    from forecast join forecast_day on forecast_id = id where id = $1 group by id`;
  const figures = { history_origin: 'observed', impressions_p50: p50, days: 7 };
  assert.deepEqual((await pool.query(stored, [id])).rows, [figures]);
});

test('a request from a clock that is ahead of the worker is answered and told as any other', async (t) => {
  const { pool, forecast, reportState } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const ahead = new Date(NOW.getTime() + 3_600_000);
  const { id } = (await acceptRequest(pool, NEW_REQUEST, ahead)).request;
  for (const _ of [1, 2]) {
    assert.equal((await forecast(id))?.status, 'answered');
    assert.equal(await reportState(id), 'live');
  }
  assert.deepEqual((await owedReport(pool, id))?.askedAt, ahead);
  const stored = await pool.query('select count(*)::int forecasts from forecast');
  assert.deepEqual(stored.rows, [{ forecasts: 1 }]);
});

test('a breakdown splits the total by the shares of the history', async (t) => {
  const { pool, accept, forecast } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const { id: parentId } = await accept();
  const relation = 'breakdown' as const;
  const { id } = await accept({ parentId, relation, breakdownBy: 'os' });
  const request = await forecast(id);
  assert.ok(request?.result && 'daily' in request.result);
  const { breakdown = [], total } = request.result;
  assert.deepEqual(breakdown.map(({ value }) => value).sort(), ['android', 'ios']);
  const sum = breakdown.reduce((all, { impressions }) => all + impressions.p50, 0);
  assert.ok(Math.abs(sum / total.impressions.p50 - 1) < 1e-9);
  for (const { share } of breakdown) assert.ok(Math.abs(share - 0.5) < 0.01, String(share));
});

test('a comparison is reported when both of its sides are forecast', async (t) => {
  const { pool, accept, forecast, reportState } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const { id: parentId } = await accept({ destination: null });
  const { id } = await accept({ parentId, relation: 'comparison' });
  assert.equal((await forecast(id))?.status, 'answered');
  assert.equal(await reportState(id), 'none');
  assert.equal((await forecast(parentId))?.status, 'answered');
  assert.equal(await reportState(id), 'live');
  assert.equal(await reportState(parentId), 'none');
});

test('where nobody waits in Slack, nothing is reported', async (t) => {
  const { pool, accept, forecast, reportState } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const { id } = await accept({ source: 'api', destination: null });
  assert.equal((await forecast(id))?.status, 'answered');
  assert.equal(await reportState(id), 'none');
});

test('a forecast waits for the first model, and says so', async (t) => {
  const { pool, queues, accept, forecast } = await openForecasts(t);
  const waiting = Promise.withResolvers<ProgressEvent>();
  await queues.onProgress(waiting.resolve);
  const { id } = await accept();
  const done = forecast(id);
  assert.equal((await waiting.promise).progress.step, 'Waiting for the model');
  await promoteTestModel(pool, NOW);
  assert.equal((await done)?.status, 'answered');
});

test('a cancelled forecast ends as cancelled, and that is reported', async (t) => {
  const { queues, accept, forecast, reportState } = await openForecasts(t);
  const waiting = Promise.withResolvers<ProgressEvent>();
  await queues.onProgress(waiting.resolve);
  const { id } = await accept();
  const done = forecast(id);
  await waiting.promise;
  await queues.cancel({ name: 'forecast', requestId: id });
  assert.equal((await done)?.status, 'cancelled');
  assert.equal(await reportState(id), 'live');
});

test('what the data lack is refused in words for people', async (t) => {
  const { pool, accept, forecast, reportState } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const { flight } = NEW_REQUEST.plan;
  const { id } = await accept({ plan: { targeting: { segment: { include: ['x'] } }, flight } });
  const request = await forecast(id);
  assert.equal(request?.status, 'failed');
  assert.match(request.failure ?? '', /do not carry segment/);
  assert.equal(await reportState(id), 'live');
});

test('a value that no request carries is pointed out', async (t) => {
  const { pool, accept, forecast } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const { flight } = NEW_REQUEST.plan;
  const plan = { targeting: { os: { include: ['ios', 'andriod'] } }, flight };
  const request = await forecast((await accept({ plan })).id);
  assert.ok(request?.result && 'notes' in request.result);
  assert.match(request.result.notes.join(), /os "andriod" \(the nearest is "android"\)/);
});

test('a request that ended before its job began is only reported', async (t) => {
  const { pool, accept, forecast, reportState } = await openForecasts(t);
  const { id } = await accept();
  await finishRequest(pool, id, { status: 'cancelled', at: NOW });
  assert.equal((await forecast(id))?.status, 'cancelled');
  assert.equal(await reportState(id), 'live');
});

test('a request that cannot be read fails with a clear word, and that is reported', async (t) => {
  const { pool, accept, forecast, reportState } = await openForecasts(t);
  const { id, plan } = await accept();
  await pool.query("update forecast_request set plan = '{}' where id = $1", [id]);
  await forecast(id).catch(() => {});
  await pool.query('update forecast_request set plan = $1 where id = $2', [plan, id]);
  const request = await findRequest(pool, id);
  assert.equal(request?.status, 'failed');
  assert.match(request.failure ?? '', /stored by another version.*Ask anew/);
  assert.equal(await reportState(id), 'live');
});

test('a job whose request is gone does nothing', async (t) => {
  const { forecast } = await openForecasts(t);
  assert.equal(await forecast(randomUUID()), undefined);
});

test('a defect is told in general words only', () => {
  const outcome = outcomeOf(new TypeError('x is undefined'));
  assert.deepEqual(outcome, {
    status: 'failed',
    failure: 'Something went wrong on our side.',
    code: 'internal',
  });
});

test('a refusal is told with all its problems', () => {
  const error = new AppError('bad_input', 'Not so.', { problems: ['One.', 'Two.'] });
  assert.deepEqual(outcomeOf(error), {
    status: 'failed',
    failure: 'Not so.\n- One.\n- Two.',
    code: 'bad_input',
  });
});
