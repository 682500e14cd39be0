import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';

import { startLocalSlack } from '../../local-slack/server.ts';
import { createDeliveryClient } from '../sending/delivery-client.ts';
import { watchBotToken } from './token-check.ts';

test('a token that Slack refuses is logged once and makes the check fail, until it is mended', async (t) => {
  const lines: string[] = [];
  const log = pino({ level: 'info', base: null }, { write: (line) => void lines.push(line) });
  const silent = pino({ level: 'silent' });
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, log: silent });
  const client = createDeliveryClient({ tokens: slack, ...slack, log: silent });
  const signIn = watchBotToken(client, { intervalMs: 5, log });
  t.after(async () => {
    signIn.stop();
    await slack.close();
  });
  const isRefused = () =>
    signIn.check().then(
      () => false,
      () => true,
    );

  assert.equal(await isRefused(), false);
  slack.faults.revokeToken();
  while (!(await isRefused())) await sleep(5);
  await assert.rejects(signIn.check(), /token_revoked/);
  slack.faults.restoreToken();
  while (await isRefused()) await sleep(5);
  const [refused = '', mended = '', ...others] = lines;
  assert.match(refused, /token_revoked.*install the app again/);
  assert.match(mended, /takes our token again/);
  assert.deepEqual(others, []);
});
