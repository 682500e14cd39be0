import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../../data/errors.ts';
import type { Explain } from '../../ducky/forecasts/question.ts';
import {
  answer,
  answersIn,
  inThread,
  isStreaming,
  outcomes,
  saying,
  WHOLE,
} from '../../testing/ducky-answers.ts';
import { runningBot } from '../../testing/running-bot.ts';

test('a trouble that passes is waited for, and the answer told whole', async (t) => {
  let attempts = 0;
  const explain: Explain = async function* () {
    attempts += 1;
    yield* WHOLE.slice(0, 1);
    if (attempts === 1) throw new AppError('unavailable', 'Away.', { retryable: true });
    yield* WHOLE.slice(1);
  };
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const told = await answer(bot, /Sundays\. Nothing else moved it\..*Helpful/);
  assert.equal(JSON.stringify(told.blocks).split('because of Sundays').length, 2);
  assert.equal(answersIn(bot).length, 1);
});

test('what goes wrong is told once, in the message, with a reference', async (t) => {
  const explain: Explain = async function* () {
    yield* WHOLE.slice(0, 1);
    await sleep(0);
    throw new Error('secret detail');
  };
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const told = await answer(bot, /I could not answer.*Something went wrong on our side/);
  assert.doesNotMatch(JSON.stringify(told), /secret/);
  assert.equal(answersIn(bot).length, 1);
  assert.deepEqual(await outcomes(bot), [{ status: 'failed', told: true }]);
});

test('a channel that is closed to Ducky is answered directly, once', async (t) => {
  const { explain } = saying();
  const bot = await runningBot(t, { explain });
  bot.slack.workspace.changeChannel('C2', { is_member: false });
  await bot.people.ducky('UALICE', 'what does P10 mean?', 'C2');
  const told = await bot.reply('DALICE', /^You asked in <#C2>, but it is archived or I may not/);
  assert.match(told.text, /It is low because of Sundays\. Nothing else moved it\./);
  assert.deepEqual(await outcomes(bot), [{ status: 'answered', told: true }]);
  assert.equal(bot.inChannel('DALICE').length, 1);

  await bot.people.click('UALICE', { channel: 'DALICE', ts: told.ts }, 'forecast_option_0');
  await bot.reply('DALICE', /impressions a day/);
  assert.match(JSON.stringify(bot.inChannel('DALICE')[0]?.blocks), /because of Sundays/);
});

test('an answer that may not be posted anywhere for a while is told directly in the end', async (t) => {
  const { explain } = saying();
  const bot = await runningBot(t, { explain });
  bot.slack.faults.fail('chat.postMessage', { error: 'no_permission', times: 2 });
  bot.slack.faults.fail('conversations.open', { error: 'internal_error' });
  await bot.people.ducky('UALICE', 'what does P10 mean?');
  await bot.reply('DALICE', /^You asked in <#C1>.*\n.*because of Sundays/);
  assert.deepEqual(await outcomes(bot), [{ status: 'answered', told: true }]);
});

test('an answer that takes too long is given up, whatever makes it hang', async (t) => {
  const explain: Explain = async function* () {
    yield* WHOLE.slice(0, 1);
    await new Promise(() => {});
  };
  const { bot, thread } = await inThread(t, { explain, answerTimeoutMs: 1_000 });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const told = await answer(bot, /I could not answer.*This took longer than 1 seconds/);
  assert.equal(isStreaming(bot, told), false);
  assert.equal(answersIn(bot).length, 1);
  assert.deepEqual(await outcomes(bot), [{ status: 'failed', told: true }]);
});

test('whatever is rate limited is said later, once and in full', async (t) => {
  const { explain } = saying();
  const { bot, thread } = await inThread(t, { explain });
  const methods = ['chat.startStream', 'chat.appendStream', 'chat.stopStream'];
  for (const method of methods) bot.slack.faults.fail(method, { retryAfterSeconds: 1 });
  const questions = ['why is it so low?', 'what does P10 mean?', 'how fresh are the data?'];
  for (const text of questions) await bot.people.say('UALICE', 'C1', text, thread);
  const whole = () =>
    answersIn(bot).filter(({ blocks }) =>
      /Sundays\. Nothing else moved it\..*Helpful/.test(JSON.stringify(blocks)),
    );
  await bot.slack.waitFor(() => whole().length === questions.length, 15_000);
  assert.equal(answersIn(bot).length, questions.length);
});
