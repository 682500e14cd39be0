import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  acceptRequest,
  finishRequest,
  type NewRequest,
} from '../../../data/postgres/requests/requests.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';
import { POST_EVENT } from '../sending/find-post.ts';

const ANSWER = /About 1.2k impressions a day/;

type Bot = Awaited<ReturnType<typeof runningBot>>;

/** Everybody's messages at the top of a channel: without threads and what one person sees. */
function shown({ inChannel }: Pick<Bot, 'inChannel'>, channel = 'C1') {
  return inChannel(channel).filter(({ ephemeral_to, thread_ts }) => !ephemeral_to && !thread_ts);
}

/** A request whose process died: what is stored of it, and what of it Slack shows. */
async function leftBehind(
  { db, slack }: Pick<Bot, 'db' | 'slack'>,
  { storedTs, isPosted }: { storedTs?: string; isPosted: boolean },
) {
  const destination = { channel: 'C1', ...(storedTs && { messageTs: storedTs }) };
  const { request } = await acceptRequest(db, { ...ASKED, destination }, new Date());
  if (isPosted) {
    const metadata = { event_type: POST_EVENT, event_payload: { id: request.id } };
    const { botUserId: user } = slack.workspace.identity;
    slack.workspace.messages.post({ channel: 'C1', user, text: 'Forecasting', metadata });
  }
  const result = sampleForecast();
  const outcome = { status: 'answered', result, historyOrigin: 'observed' } as const;
  await finishRequest(db, request.id, { ...outcome, at: new Date() });
  return { name: 'report', requestId: request.id } as const;
}

const ASKED: Omit<NewRequest, 'destination'> = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'everyone',
  plan: sampleForecast().plan,
  assumptions: [],
};

test('a process that dies between posting a message and storing its ts doubles nothing', async (t) => {
  const bot = await runningBot(t);
  const seams = [
    { isPosted: false },
    { isPosted: true },
    // The placeholder was deleted, and the answer posted anew just before the end.
    { isPosted: true, storedTs: '1.000001' },
  ];
  for (const [index, seam] of seams.entries()) {
    const report = await leftBehind(bot, seam);
    await bot.queues.add(report);
    await bot.queues.waitFor(report, 10_000);
    assert.equal(shown(bot).length, index + 1);
    assert.match(shown(bot)[index]?.text ?? '', ANSWER);
  }
});

test('a process that dies between telling an outcome and noting that repeats nothing', async (t) => {
  const bot = await runningBot(t);
  await bot.people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await bot.reply('C1', ANSWER);
  const { rows } = await bot.db.query('select id from forecast_request');
  const report = { name: 'report', requestId: rows[0].id } as const;
  await bot.queues.waitFor(report, 10_000);

  await bot.db.query('update forecast_request set reported_at = null');
  await bot.queues.add(report);
  await bot.queues.waitFor(report, 10_000);
  assert.deepEqual(
    shown(bot).map((message) => message.ts),
    [ts],
  );
});

test('a placeholder whose post got no answer is found, and the answer takes its place', async (t) => {
  const bot = await runningBot(t);
  bot.slack.faults.fail('chat.postMessage', { hangsUp: true, takesEffect: true });
  await bot.people.command('UALICE', 'iOS in Mumbai');
  await bot.reply('C1', ANSWER);
  assert.equal(shown(bot).length, 1);
});

test('while one channel is told to wait, another is answered, and nothing is lost', async (t) => {
  const bot = await runningBot(t, { isHeld: true });
  await bot.people.say('UALICE', 'DALICE', 'iOS in Pune');
  await bot.people.command('UALICE', 'iOS in Mumbai');
  await bot.reply('DALICE', /Reading history/);
  await bot.reply('C1', /Reading history/);

  bot.slack.faults.fail('chat.update', { retryAfterSeconds: 1 });
  bot.release();
  await Promise.all([bot.reply('C1', ANSWER), bot.reply('DALICE', ANSWER)]);
  assert.equal(shown(bot).length, 1);
});

test('of two bots, fifty answers at once are each told once', async (t) => {
  const bot = await runningBot(t, { bots: 2 });
  const reports = await Promise.all(
    Array.from({ length: 50 }, () => leftBehind(bot, { isPosted: false })),
  );
  await Promise.all(reports.map((report) => bot.queues.add(report)));
  await Promise.all(reports.map((report) => bot.queues.waitFor(report, 30_000)));
  assert.equal(shown(bot).length, 50);
});

test('whoever waits for three forecasts is refused a fourth kindly, and may cancel one', async (t) => {
  const bot = await runningBot(t, { isHeld: true, bots: 2 });
  const texts = ['iOS in Mumbai', 'iOS in Pune', 'iOS in Berlin'];
  for (const text of texts) await bot.people.command('UALICE', text);
  for (const text of texts) await bot.reply('C1', new RegExp(`^Forecasting.*${text.slice(7)}`));

  await bot.people.command('UALICE', 'Android in Delhi &lt;!channel&gt;');
  const refusal = await bot.reply(
    'C1',
    /I am working on three of yours already: iOS in Mumbai; iOS in Pune/,
  );
  assert.equal(refusal.ephemeral_to, 'UALICE');
  assert.match(refusal.text, /Wait for one of them or cancel it, then ask again/);
  await bot.people.command('UBOB', 'Android in Delhi');
  await bot.reply('C1', /^Forecasting.*Delhi/);

  await bot.people.click('UALICE', { channel: 'C1', ts: refusal.ts }, 'forecast_cancel');
  await bot.reply('C1', /^Forecast cancelled by <@UALICE>/);
  await bot.people.command('UALICE', 'Android in Chennai');
  await bot.reply('C1', /^Forecasting.*Chennai/);
});

test('a forecast is cancelled while it waits, says by whom, and later clicks are told so', async (t) => {
  const bot = await runningBot(t, { isHeld: true });
  // The worker does four at once.
  for (const text of ['iOS in Mumbai', 'iOS in Pune', 'iOS in Berlin']) {
    await bot.people.command('UALICE', text);
  }
  for (const text of ['Android in Mumbai', 'Android in Pune']) {
    await bot.people.command('UBOB', text);
  }
  await bot.reply('C1', /Android in Mumbai.*Reading history/i).catch(() => undefined);
  const waiting = await bot.reply('C1', /Waiting for its turn|Waiting for the model/);
  const at = { channel: 'C1', ts: waiting.ts };
  await Promise.all([
    bot.people.click('UBOB', at, 'forecast_cancel'),
    bot.people.click('UBOB', at, 'forecast_cancel'),
  ]);
  const cancelled = await bot.reply('C1', /^Forecast cancelled by <@UBOB>/);
  assert.equal(cancelled.ts, waiting.ts);
  const again = await bot.reply('C1', /cancelled already/);
  assert.equal(again.ephemeral_to, 'UBOB');

  bot.release();
  const answer = await bot.reply('C1', ANSWER);
  await bot.people.click('UALICE', { channel: 'C1', ts: answer.ts }, 'forecast_edit');
  const { rows } = await bot.db.query(
    "select count(*)::int from forecast_request where status = 'cancelled'",
  );
  assert.deepEqual(rows, [{ count: 1 }]);
});
