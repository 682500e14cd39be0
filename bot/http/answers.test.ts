import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openLog } from '../../data/log/log.ts';
import { bidRequest, runningApi, send } from './testing/running-api.ts';

test('each answer is a line of the log with its request, and nothing of what was sent', async (t) => {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const log = openLog({ level: 'info', secrets: [], destination });
  const api = await runningApi(t, { log });
  const headers = { 'x-request-id': 'mine-1' };
  await send({ ...api, headers }, JSON.stringify(bidRequest('a-bid-of-somebody')));
  await fetch(`${api.url}/nowhere/of-anybody?email=ann@example.com`);
  await fetch(`${api.url}/healthz`);
  await api.close();
  const lines = written.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'HTTP answer');
  assert.deepEqual(
    lines.map(({ method, route, status }) => ({ method, route, status })),
    [
      { method: 'POST', route: '/api/v1/requests', status: '200' },
      { method: 'GET', route: 'none', status: '404' },
    ],
  );
  const [{ httpRequestId, caller, ms }, nobody] = lines;
  assert.deepEqual([httpRequestId, caller, typeof ms], ['mine-1', 'test', 'number']);
  assert.equal(nobody.caller, undefined);
  assert.doesNotMatch(written.join(''), /somebody|anybody|ann@|eyJ|127\.0\.0\.1/);
});

test('what is logged on the way to an answer names its request', async (t) => {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const log = openLog({ level: 'error', secrets: [], destination });
  const openIntake = () => {
    log.error('inside');
    throw Object.assign(new Error('a defect'), { detail: 'Key (user)=(Ann)' });
  };
  const api = await runningApi(t, { log, openIntake });
  const response = await send(api, JSON.stringify(bidRequest('a')));
  assert.equal(response.status, 500);
  const lines = written.map((line) => JSON.parse(line));
  const id = response.headers.get('x-request-id');
  assert.deepEqual(
    lines.map(({ msg, httpRequestId }) => [msg, httpRequestId]),
    [
      ['inside', id],
      ['HTTP request failed', id],
    ],
  );
  assert.equal(lines[1].err.message, 'a defect');
  assert.doesNotMatch(written.join(''), /Ann/);
});
