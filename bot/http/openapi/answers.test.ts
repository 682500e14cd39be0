import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { openForecasts } from '../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import { NEW_REQUEST, NOW } from '../../../jobs/testing/stores.ts';
import { SLACK_EVENTS_PATH } from '../../slack/installing/manifest.ts';
import { operationsOf } from '../fuzz/operations.ts';
import type { HttpLimits } from '../limits.ts';
import { workingApi } from '../testing/working-api.ts';
import { issueToken } from '../tokens/issue-token.ts';

const FORECAST = '/api/v1/forecast';
const PLAN = JSON.stringify(NEW_REQUEST.plan);

interface Sent {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends requests whose answers must be as the document says; gives their status. */
async function openApi(t: TestContext, limits: Partial<HttpLimits> = {}) {
  const worker = await openForecasts(t);
  await promoteTestModel(worker.pool, NOW);
  const api = await workingApi(t, { worker, now: NOW, limits });
  const send = async ({ path, method = 'POST', headers, body }: Sent) => {
    const response = await fetch(`${api.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${api.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const { status, headers: answered } = response;
    const text = await response.text();
    const problems = api.check({ method, path, status, headers: answered, body: text });
    assert.deepEqual(problems, [], `${method} ${path}: ${status} ${text}`);
    return { status, text, headers: answered };
  };
  return { ...api, send };
}

test('every operation is answered as documented', async (t) => {
  const { document, send } = await openApi(t, { forecastWaitMs: 30_000 });
  let id = '';
  for (const { method, path, bodies } of operationsOf(document)) {
    const filled = path.replace('{id}', id);
    const sent = bodies.map(({ type, examples: [example] }) => ({
      headers: { 'content-type': type },
      // The plan shown in the document asks for more than the test's history holds.
      body: typeof example === 'string' ? example : PLAN,
    }));
    for (const request of sent.length > 0 ? sent : [{}]) {
      const { status, headers } = await send({ method, path: filled, ...request });
      // A forecast that has ended cannot be cancelled.
      assert.equal(status, method === 'DELETE' ? 409 : 200, `${method} ${filled}`);
      id = headers.get('content-location')?.split('/').at(-1) ?? id;
    }
  }
});

test('a forecast that takes longer, and its end, are answered as documented', async (t) => {
  const { send } = await openApi(t);
  const headers = { prefer: 'respond-async' };
  const asked = await send({ path: FORECAST, headers, body: PLAN });
  assert.equal(asked.status, 202);
  const path = asked.headers.get('location') ?? '';
  assert.equal((await send({ method: 'GET', path })).status, 200);
  assert.match(String((await send({ method: 'DELETE', path })).status), /^(200|409)$/);
});

test('refusals are as documented', async (t) => {
  const { send, keys, now } = await openApi(t, { jsonBodyBytes: 1_000, forecastsPerMinute: 8 });
  const expiresAt = new Date(now.getTime() + 60_000);
  const other = await issueToken({ subject: 'other', scopes: [], expiresAt }, { keys, now });
  const key = { 'idempotency-key': 'the-same', prefer: 'respond-async' };
  const statusOf = async (sent: Omit<Sent, 'path'>) =>
    (await send({ path: FORECAST, ...sent })).status;
  assert.equal(await statusOf({ headers: { authorization: '' } }), 401);
  assert.equal(await statusOf({ headers: { authorization: `Bearer ${other}` } }), 403);
  assert.equal(await statusOf({ body: '{' }), 400);
  assert.equal(await statusOf({ body: PLAN, headers: { 'idempotency-key': ' ' } }), 400);
  assert.equal(await statusOf({ body: ' '.repeat(1_001) }), 413);
  assert.equal(await statusOf({ body: PLAN, headers: { 'content-type': 'text/plain' } }), 415);
  const long = { 'x-request-id': 'x'.repeat(20_000) };
  assert.equal(await statusOf({ body: PLAN, headers: long }), 431);
  assert.equal((await send({ path: '/nowhere', headers: long })).status, 431);
  assert.equal((await send({ path: SLACK_EVENTS_PATH, headers: long })).status, 431);
  assert.equal(await statusOf({ body: PLAN, headers: key }), 202);
  const changed = { ...NEW_REQUEST.plan, goal: { impressions: 1 } };
  assert.equal(await statusOf({ body: JSON.stringify(changed), headers: key }), 422);
  for (let sent = 0; sent < 5; sent += 1) await statusOf({ body: '{' });
  assert.equal(await statusOf({ body: '{' }), 429);
});
