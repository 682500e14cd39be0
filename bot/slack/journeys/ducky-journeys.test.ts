import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  answer,
  answersIn,
  FORECAST,
  inThread,
  isStreaming,
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
  await bot.people.say('UBOB', 'C1', 'why do you think it is so low?', thread);
  await bot.people.say('UBOB', 'C1', 'why is it so low?');
  await bot.people.say('UBOB', 'C1', 'what does P10 mean?', thread);
  await answer(bot, /Helpful/);
  assert.deepEqual(
    asked.map(({ text }) => text),
    ['what does P10 mean?'],
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
  await bot.people.click('UALICE', { channel: 'C1', ts: help.ts }, 'ducky_prompt_1');
  await answer(bot, /What would deliver more.*Helpful/);
  assert.equal(asked.length, 1);
});

test('an answer offers follow-ups, which leave it as it is and follow from its forecast', async (t) => {
  const { explain } = saying();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const told = await answer(bot, /Helpful/);
  const at = { channel: 'C1', ts: told.ts };
  await Promise.all([
    bot.people.click('UBOB', at, 'forecast_option_0'),
    bot.people.click('UBOB', at, 'forecast_option_0'),
  ]);
  const changed = await bot.reply('C1', /^Changed: .*Mumbai → .*Pune/);
  assert.equal(changed.thread_ts, thread);
  assert.match(JSON.stringify((await answer(bot, /Helpful/)).blocks), /because of Sundays/);
  const { rows } = await bot.db.query('select 1 from forecast_request');
  assert.equal(rows.length, 2);
});

test('what people think of an answer is kept, their last word only', async (t) => {
  const { explain } = saying();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const { ts, blocks } = await answer(bot, /Helpful/);
  const [, bad = ''] = /"value":"([^"]+:bad)"/.exec(JSON.stringify(blocks)) ?? [];
  const at = { channel: 'C1', ts };
  await bot.people.click('UALICE', at, 'ducky_feedback');
  await bot.people.click('UALICE', at, 'ducky_feedback', bad);
  await bot.people.click('UALICE', at, 'ducky_feedback', 'rubbish');
  await bot.reply('C1', /^That did not work/);
  const { rows } = await bot.db.query('select given_by, vote from question_feedback');
  assert.deepEqual(rows, [{ given_by: 'UALICE', vote: 'bad' }]);
});

test('nothing that is said or asked pings anybody or poses as markup', async (t) => {
  const hostile = 'hey <!channel> <@UBOB> *bold* [link](https://example.com) `code`';
  const { explain } = saying([
    { kind: 'text', text: hostile },
    { kind: 'note', text: hostile },
    { kind: 'action', label: hostile, followUp: hostile },
  ]);
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'what does P10 mean &lt;!channel&gt;?', thread);
  const streamed = JSON.stringify((await answer(bot, /Helpful/)).blocks);
  await bot.people.ducky('UALICE', 'what does P10 mean &lt;!channel&gt;?');
  const { ts } = await answer(bot, /Helpful/);
  const replaced = JSON.stringify(
    await bot.slack.waitFor(() =>
      answersIn(bot).find((each) => each.ts !== ts && /Helpful/.test(JSON.stringify(each.blocks))),
    ),
  );
  for (const shown of [streamed, replaced]) {
    assert.doesNotMatch(shown.replace(/"plain_text","text":"[^"]*"/g, ''), /<!channel>|<@UBOB>/);
  }
  assert.match(streamed, /\\\\\*bold\\\\\*/);
});
