import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import { logOncePerOutage } from './log-once-per-outage.ts';

test('an outage is logged when it begins and when it ends, however much fails meanwhile', async () => {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) });
  const tolerate = logOncePerOutage(log, 'cannot read');
  const fail = () => tolerate(() => Promise.reject(new Error('away')));
  const succeed = () => tolerate(async () => 1);
  assert.equal(await succeed(), 1);
  assert.deepEqual(await Promise.all([fail(), fail(), fail()]), [undefined, undefined, undefined]);
  assert.equal(await succeed(), 1);
  await succeed();
  await fail();
  const messages = lines.map((line) => JSON.parse(line).msg);
  assert.deepEqual(messages, ['cannot read', 'works again', 'cannot read']);
});
