import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { createProcessMetrics } from '../../data/metrics/process-metrics.ts';
import { openWorkerPort, type WorkerPortOptions } from './worker-port.ts';

async function openTestPort(t: TestContext, options: Partial<WorkerPortOptions> = {}) {
  const metrics = createProcessMetrics();
  const given = { host: '127.0.0.1', port: 0, metrics, probes: () => undefined, ...options };
  const { port, close } = await openWorkerPort(given);
  t.after(close);
  return { port, get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`) };
}

test('a worker that starts is alive and measured, and not ready', async (t) => {
  const { get } = await openTestPort(t);
  assert.deepEqual(await (await get('/healthz')).json(), { status: 'ok' });
  const readyz = await get('/readyz');
  assert.equal(readyz.status, 503);
  assert.deepEqual(await readyz.json(), { status: 'starting' });
  const metrics = await get('/metrics');
  assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain; version=/);
  assert.match(await metrics.text(), /^process_resident_memory_bytes \d/m);
});

test('a worker is ready while all its parts answer', async (t) => {
  let isAway = false;
  const queue = async () => {
    if (isAway) throw new Error('away');
  };
  const { get } = await openTestPort(t, { probes: () => ({ postgres: async () => 1, queue }) });
  assert.equal((await get('/readyz?verbose')).status, 200);
  isAway = true;
  const response = await get('/readyz');
  assert.equal(response.status, 503);
  assert.deepEqual(await response.json(), {
    status: 'away',
    parts: { postgres: 'ok', queue: 'away' },
  });
});

test('nothing else is answered, and nothing is taken', async (t) => {
  const { get, port } = await openTestPort(t);
  assert.equal((await get('/')).status, 404);
  assert.equal((await get('//healthz/../metrics%00')).status, 404);
  const posted = await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST', body: 'x' });
  assert.equal(posted.status, 405);
});

test('a port that is taken is said, with what to do', async (t) => {
  const { port } = await openTestPort(t);
  const second = openTestPort(t, { port });
  await assert.rejects(second, { userMessage: /^WORKER_PORT \d+ cannot be used .* Set it to/ });
});
