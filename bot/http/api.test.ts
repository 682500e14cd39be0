import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createProcessMetrics } from '../../data/metrics/process-metrics.ts';
import { syncLagReading } from '../../data/metrics/sync-lag-reading.ts';
import { bidRequest, runningApi, send } from './testing/running-api.ts';

const never = () => new Promise<never>(() => undefined);

test('a process that runs is alive, and ready once every part answers', async (t) => {
  const { url } = await runningApi(t, { probes: { postgres: async () => 1 } });
  assert.deepEqual(await (await fetch(`${url}/healthz`)).json(), { status: 'ok' });
  const ready = await fetch(`${url}/readyz`);
  assert.equal(ready.status, 200);
  assert.deepEqual(await ready.json(), { status: 'ready', parts: { postgres: 'ok' } });
});

test('a part that fails or hangs makes a process unready, not dead', async (t) => {
  const probes = {
    postgres: async () => 1,
    clickhouse: never,
    queue: () => Promise.reject(new Error('no')),
  };
  const { url } = await runningApi(t, { probes, limits: { probeTimeoutMs: 20 } });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  const response = await fetch(`${url}/readyz`);
  assert.equal(response.status, 503);
  const { parts } = JSON.parse(await response.text());
  assert.deepEqual(parts, { postgres: 'ok', clickhouse: 'away', queue: 'away' });
});

test('metrics tell the process, the lag, live rows and answers', async (t) => {
  const metrics = createProcessMetrics();
  metrics.addReading(syncLagReading(async () => ({ backlog: 12, oldestWaitMs: 3_500 })));
  const api = await runningApi(t, { metrics });
  await send(api, `${JSON.stringify(bidRequest('a'))}\nnot JSON`);
  await fetch(`${api.url}/nowhere/4711`);
  const text = await (await fetch(`${api.url}/metrics`)).text();
  const lines = text.split('\n');
  for (const line of [
    'ducky_sync_backlog_rows 12',
    'ducky_sync_lag_seconds 3.5',
    'ducky_live_rows_total{outcome="accepted"} 1',
    'ducky_live_rows_total{outcome="rejected"} 1',
    'ducky_http_requests_total{method="POST",route="/api/v1/requests",status="200"} 1',
    'ducky_http_requests_total{method="GET",route="none",status="404"} 1',
  ]) {
    assert.ok(lines.includes(line), line);
  }
  assert.match(text, /process_resident_memory_bytes \d/);
  assert.doesNotMatch(text, /4711/);
});

test('an unknown path is a problem with a request id', async (t) => {
  const { url } = await runningApi(t);
  const response = await fetch(`${url}/nowhere`);
  const { status, title, requestId } = JSON.parse(await response.text());
  assert.deepEqual({ status, title }, { status: 404, title: 'Not Found' });
  assert.equal(requestId, response.headers.get('x-request-id'));
});
