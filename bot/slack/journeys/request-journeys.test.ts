import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  acceptRequest,
  findRequest,
  finishRequest,
  type Outcome,
} from '../../../data/postgres/requests/requests.ts';
import { runningBot } from '../../testing/running-bot.ts';

const ANSWER = /About 1.2k impressions a day/;

test('an administrator can cancel what somebody else asked', async (t) => {
  const { people, reply } = await runningBot(t, { isHeld: true });
  await people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await reply('C1', /^Forecasting/);
  await people.click('UBOB', { channel: 'C1', ts }, 'forecast_cancel');
  assert.equal((await reply('C1', /^Forecast cancelled/)).ts, ts);
});

test('whoever asked can cancel while it runs, and nobody else', async (t) => {
  const { people, reply, release, inChannel, db } = await runningBot(t, {
    isHeld: true,
    admins: [],
  });
  await people.command('UALICE', 'iOS in Mumbai');
  const placeholder = await reply('C1', /Reading history/);
  const at = { channel: 'C1', ts: placeholder.ts };

  await people.click('UBOB', at, 'forecast_cancel');
  assert.equal(
    (await reply('C1', /Only <@UALICE> or an administrator can cancel/)).ephemeral_to,
    'UBOB',
  );

  await people.click('UALICE', at, 'forecast_cancel');
  const cancelled = await reply('C1', /^Forecast cancelled/);
  assert.equal(cancelled.ts, placeholder.ts);

  release();
  await people.click('UALICE', at, 'forecast_edit');
  const { rows } = await db.query('select id from forecast_request');
  const request = await findRequest(db, rows[0].id);
  assert.equal(request?.status, 'cancelled');
  assert.equal(inChannel('C1').filter(({ ephemeral_to }) => !ephemeral_to).length, 1);
});

test('cancelling while the queue is away is no failure, and is told once it is back', async (t) => {
  const { people, reply, inChannel, queues, db } = await runningBot(t, { isHeld: true });
  await people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await reply('C1', /Reading history/);
  const tried = Promise.withResolvers<void>();
  const away = () => Promise.reject(new Error('The queue is away.'));
  t.mock.method(queues, 'cancel', away);
  const add = t.mock.method(queues, 'add', () => {
    tried.resolve();
    return away();
  });
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_cancel');
  await tried.promise;
  add.mock.restore();
  const { rows } = await db.query('select id, status from forecast_request');
  assert.equal(rows[0].status, 'cancelled');
  // As the reconciler does.
  await queues.add({ name: 'report', requestId: rows[0].id });
  assert.equal((await reply('C1', /^Forecast cancelled/)).ts, ts);
  assert.equal(inChannel('C1').length, 1);
});

test('an answer whose placeholder is gone is posted anew, once', async (t) => {
  const { people, reply, release, slack, inChannel, ...bot } = await runningBot(t, {
    isHeld: true,
  });
  await people.command('UALICE', 'iOS in Mumbai');
  const placeholder = await reply('C1', /Reading history/);
  const { messages } = slack.workspace;
  for (const message of messages.all()) messages.remove(message);
  release();

  const answer = await reply('C1', ANSWER);
  assert.notEqual(answer.ts, placeholder.ts);
  const { rows } = await bot.db.query('select id from forecast_request');
  await bot.queues.waitFor({ name: 'report', requestId: rows[0].id }, 10_000);
  const request = await findRequest(bot.db, rows[0].id);
  assert.equal(request?.destination?.messageTs, answer.ts);
  assert.equal(inChannel('C1').length, 1);
});

test('an outcome without a placeholder is posted, and a repeated report changes nothing', async (t) => {
  const { reply, inChannel, queues, db } = await runningBot(t);
  const outcomes: Outcome[] = [
    { status: 'failed', failure: 'The history is not reachable. Try again later.' },
    {
      status: 'answered',
      result: { refused: { reason: 'Too thin.', needed: 'More days.' } },
      historyOrigin: 'observed',
    },
  ];
  for (const outcome of outcomes) {
    const at = new Date();
    const { request } = await acceptRequest(db, { ...ASKED, plan: PLAN }, at);
    await finishRequest(db, request.id, { ...outcome, at });
    const job = { name: 'report', requestId: request.id } as const;
    await queues.add(job);
    await queues.waitFor(job, 10_000);
    await queues.add(job);
    await queues.waitFor(job, 10_000);
  }
  assert.match((await reply('C1', /history is not reachable/)).text, /Reference: [0-9a-f]{8}$/);
  await reply('C1', /^No forecast: Too thin. More days./);
  assert.equal(inChannel('C1').length, 2);
});

test('a defect is told as such, with a reference and nothing else', async (t) => {
  const { people, reply } = await runningBot(t);
  await people.command('UALICE', 'crash');
  const { text, ephemeral_to } = await reply('C1', /Something went wrong on our side/);
  assert.match(text, /Reference: [0-9a-f]{8}$/);
  assert.doesNotMatch(text, /reader broke/);
  assert.equal(ephemeral_to, 'UALICE');
});

const ASKED = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'Germany',
  assumptions: [],
  destination: { channel: 'C1' },
} as const;

const PLAN = { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } };
