import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  answer,
  answersIn,
  FORECAST,
  inThread,
  isStreaming,
  pausing,
  saying,
} from '../../testing/ducky-answers.ts';
import { runningBot } from '../../testing/running-bot.ts';

test('a question in a forecast’s thread is answered there, with what it stands on', async (t) => {
  const { explain, asked } = saying();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UBOB', 'C1', 'why is it so low?', thread);
  const told = await answer(bot, /Helpful/);
  assert.equal(told.thread_ts, thread);
  const shown = JSON.stringify(told.blocks);
  assert.match(shown, /<@UBOB> asked: “why is it so low\?”/);
  assert.match(shown, /It is low because of Sundays\. Nothing else moved it\./);
  assert.match(shown, /From: comparisons, 1 Nov to 21 Nov/);
  assert.match(shown, /No model wrote this/);
  assert.equal(isStreaming(bot, told), false);

  await bot.people.say('UALICE', 'C1', 'why is it so low on Sundays?', thread);
  await bot.slack.waitFor(() => asked.length === 2);
  const { rows } = await bot.db.query('select id from forecast_request');
  assert.deepEqual(
    asked.map(({ requestId, earlier }) => [requestId, earlier]),
    [
      [rows[0].id, []],
      [rows[0].id, ['why is it so low?']],
    ],
  );
  const offered = await bot.slack.waitFor(() => bot.slack.workspace.prompts.get(`C1:${thread}`));
  assert.match(JSON.stringify(offered), /What would deliver more\?/);
});

test('people who speak to each other in the thread are left alone', async (t) => {
  const { explain, asked } = saying();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UBOB', 'C1', 'why do they think it is so low?', thread);
  await bot.people.say('UBOB', 'C1', 'why is it so low?');
  for (const asked of ['<@UALICE>', '<@UALICE|alice>', 'hello <!here>']) {
    await bot.people.say('UBOB', 'C1', `${asked} why is it so low?`, thread);
  }
  await bot.people.say('UBOB', 'C1', 'what would give me more?', thread);
  await answer(bot, /Helpful/);
  assert.deepEqual(
    asked.map(({ text }) => text),
    ['what would give me more?'],
  );
});

test('direct messages, mentions and both commands ask too, each in its place', async (t) => {
  const { explain, asked } = saying();
  const bot = await runningBot(t, { explain });
  await bot.people.say('UALICE', 'DALICE', 'women on iOS in Mumbai');
  await bot.reply('DALICE', FORECAST);
  await bot.people.say('UALICE', 'DALICE', 'why is it so low?');
  const direct = await answer(bot, /Helpful/, 'DALICE');
  assert.equal(direct.thread_ts, undefined);
  assert.match(direct.text, /^It is low because of Sundays/);

  const { ts } = await bot.people.say('UBOB', 'C2', '@ducky what does P10 mean?');
  assert.equal((await answer(bot, /Helpful/, 'C2')).thread_ts, ts);

  await bot.people.command('UALICE', 'how right were the forecasts?');
  await answer(bot, /how right.*Helpful/);
  await bot.people.ducky('UBOB', 'anything at all &lt;b&gt;');
  const public_ = await answer(bot, /anything at all &lt;b&gt;.*Helpful/);
  assert.equal(public_.ephemeral_to, undefined);
  assert.equal(asked.length, 4);
  assert.notEqual(asked[0]?.requestId, undefined);
});

test('/ducky without a question says what it can be asked, with questions to click', async (t) => {
  const { explain, asked } = saying();
  const bot = await runningBot(t, { explain });
  for (const text of ['', 'help']) await bot.people.ducky('UALICE', text);
  const help = await bot.reply('C1', /^Ask me about forecasts/);
  assert.equal(help.ephemeral_to, 'UALICE');
  const at = { channel: 'C1', ts: help.ts };
  const click = () => bot.people.click('UALICE', at, 'ducky_prompt_1');
  await Promise.all([click(), click()]);
  await answer(bot, /What would deliver more.*Helpful/);
  const { rows } = await bot.db.query('select 1 from question');
  assert.deepEqual([asked.length, rows.length], [1, 1]);
});

test('a mention in a channel asks about the latest forecast there', async (t) => {
  const { explain, asked } = saying();
  const { bot } = await inThread(t, { explain });
  const { ts } = await bot.people.say('UBOB', 'C1', '@ducky why is it so low?');
  assert.equal((await answer(bot, /Helpful/)).thread_ts, ts);
  const { rows } = await bot.db.query('select id from forecast_request');
  assert.deepEqual(
    asked.map(({ requestId }) => requestId),
    [rows[0].id],
  );
});

test('nobody waits for more than three answers at once', async (t) => {
  const { explain, release } = pausing();
  const { bot, thread } = await inThread(t, { explain });
  const asks = ['why is it so low?', 'what does P10 mean?', 'how fresh are the data?'];
  for (const text of asks) await bot.people.say('UALICE', 'C1', text, thread);
  await bot.slack.waitFor(() => answersIn(bot).length === 3);
  await bot.people.ducky('UALICE', 'how right were the forecasts?');
  const refusal = await bot.reply(
    'C1',
    /^I am answering three of your questions already: “.+\?”; “.+\?”; “.+\?”\. Wait/,
  );
  assert.equal(refusal.ephemeral_to, 'UALICE');
  assert.match(JSON.stringify(refusal.blocks), /ducky_stop/);
  await bot.people.ducky('UBOB', 'how right were the forecasts?');
  await answer(bot, /<@UBOB> asked/);
  release();
  await bot.slack.waitFor(() => answersIn(bot).length === 4);
});
