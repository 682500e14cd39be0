import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';

import { openForecasts } from '../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import { NEW_REQUEST, NOW } from '../../../jobs/testing/stores.ts';
import { workingApi } from '../../http/testing/working-api.ts';
import { askForecast } from './api-clients.ts';

const { plan: PLAN } = NEW_REQUEST;

test('a connection that breaks is an answer that did not come', async (t) => {
  const server = createServer((socket) => socket.resetAndDestroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { status, forecastMs } = await askForecast(
    { url: `http://127.0.0.1:${port}`, token: 'x' },
    PLAN,
  );
  assert.deepEqual([status, forecastMs], [0, undefined]);
});

test('a forecast that was promised is waited for until it is there, or has failed', async (t) => {
  const worker = await openForecasts(t);
  await promoteTestModel(worker.pool, NOW);
  const client = await workingApi(t, { worker, now: NOW, limits: { forecastWaitMs: 0 } });
  const made = await askForecast(client, PLAN);
  assert.equal(made.status, 202);
  assert.ok((made.forecastMs ?? 0) > made.replyMs);
  const unknown = { ...PLAN, targeting: { segment: { include: ['x'] } } };
  const failed = await askForecast(client, unknown);
  assert.deepEqual([failed.status, failed.forecastMs], [202, undefined]);
});
