import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, answersIn, inThread, pausing, saying } from '../../testing/ducky-answers.ts';

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
  const thanks = () => bot.inChannel('C1').filter(({ text }) => /^Thank you/.test(text));
  await bot.people.click('UALICE', at, 'ducky_feedback');
  await bot.slack.waitFor(() => thanks().length === 1);
  await bot.people.click('UALICE', at, 'ducky_feedback', bad);
  await bot.slack.waitFor(() => thanks().length === 2);
  await bot.people.click('UALICE', at, 'ducky_feedback', 'rubbish');
  await bot.reply('C1', /^That did not work/);
  const { rows } = await bot.db.query('select given_by, vote from question_feedback');
  assert.deepEqual(rows, [{ given_by: 'UALICE', vote: 'bad' }]);
});

test('nothing that is said or asked pings anybody or poses as markup', async (t) => {
  const hostile = 'hey <!channel> <@UBOB> *bold* [link](https://example.com) `code`';
  const { explain, release } = pausing([
    { kind: 'text', text: hostile },
    { kind: 'note', text: hostile },
    { kind: 'action', label: hostile, followUp: hostile },
  ]);
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'what does P10 mean &lt;!channel&gt;?', thread);
  await answer(bot, /bold/);
  release();
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
