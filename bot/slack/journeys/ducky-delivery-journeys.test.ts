import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  answer,
  answersIn,
  inThread,
  isStreaming,
  outcomes,
  pausing,
  saying,
} from '../../testing/ducky-answers.ts';
import { runningBot } from '../../testing/running-bot.ts';

test('an answer grows while it is written; who asked may stop it, and it keeps what was said', async (t) => {
  const { explain, stopped } = pausing();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const growing = await answer(bot, /because of Sundays/);
  assert.equal(isStreaming(bot, growing), true);

  await bot.people.stop('UALICE', 'C1', growing.ts);
  const told = await answer(bot, /Stopped by <@UALICE>/);
  await stopped;
  assert.equal(told.ts, growing.ts);
  assert.match(JSON.stringify(told.blocks), /because of Sundays/);
  assert.doesNotMatch(JSON.stringify(told.blocks), /Nothing else/);
  assert.deepEqual(await outcomes(bot), [{ status: 'stopped', told: true }]);
});

test('where nothing streams there is a Stop button, for the asker alone', async (t) => {
  const { explain, stopped } = pausing();
  const bot = await runningBot(t, { explain, bots: 2 });
  await bot.people.ducky('UBOB', 'what does P10 mean?');
  const growing = await answer(bot, /because of Sundays/);
  assert.equal(isStreaming(bot, growing), false);
  const at = { channel: 'C1', ts: growing.ts };
  await bot.people.click('UALICE', at, 'ducky_stop');
  assert.equal((await bot.reply('C1', /Only <@UBOB> or an adm/)).ephemeral_to, 'UALICE');
  const click = () => bot.people.click('UBOB', at, 'ducky_stop');
  await Promise.all([click(), click()]);
  await answer(bot, /Stopped by <@UBOB>/);
  await stopped;
  const late = await bot.reply('C1', /^Too late to stop: this answer has already ended/);
  assert.equal(late.ephemeral_to, 'UBOB');
});

test('an administrator may stop somebody else’s answer', async (t) => {
  const { explain, stopped } = pausing();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const growing = await answer(bot, /because of Sundays/);
  await bot.people.stop('UBOB', 'C1', growing.ts);
  await answer(bot, /Stopped by <@UBOB>/);
  await stopped;
  assert.deepEqual(await outcomes(bot), [{ status: 'stopped', told: true }]);
});

test('a workspace that streams nothing gets the same answer by changes of one message', async (t) => {
  const { explain, release } = pausing();
  const { bot, thread } = await inThread(t, { explain });
  bot.slack.faults.fail('chat.startStream', { error: 'method_not_allowed' });
  bot.slack.faults.fail('agents.sessions.setStatus', { error: 'not_authorized', times: 9 });
  bot.slack.faults.fail('assistant.threads.setSuggestedPrompts', { error: 'not_allowed' });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const growing = await answer(bot, /because of Sundays/);
  assert.match(JSON.stringify(growing.blocks), /ducky_stop/);
  release();
  const told = await answer(bot, /Nothing else moved it.*Helpful/);
  assert.equal(told.ts, growing.ts);
  assert.doesNotMatch(JSON.stringify(told.blocks), /ducky_stop/);
});

test('a message that Slack stops growing is completed all the same', async (t) => {
  const { explain, release } = pausing();
  const { bot, thread } = await inThread(t, { explain });
  await bot.people.say('UALICE', 'C1', 'why is it so low?', thread);
  const growing = await answer(bot, /because of Sundays/);
  const held = bot.slack.workspace.messages.find('C1', growing.ts);
  assert.ok(held);
  bot.slack.workspace.messages.change(held, { streaming: false });
  release();
  const told = await answer(bot, /because of Sundays\. Nothing else moved it\..*Helpful/);
  assert.equal(told.ts, growing.ts);
  assert.equal(JSON.stringify(told.blocks).split('because of Sundays').length, 2);
});

test('the same event twice is one answer, and so is a job that is done twice', async (t) => {
  const { explain, asked } = saying();
  const { bot, thread } = await inThread(t, { explain, bots: 2 });
  bot.slack.faults.repeatEvents();
  await bot.people.say('UALICE', 'C1', '@ducky why is it so low?', thread);
  await answer(bot, /Helpful/);
  const { rows } = await bot.db.query('select id from question');
  const job = { name: 'answer', questionId: rows[0].id } as const;
  await bot.queues.waitFor(job, 10_000);
  await bot.queues.add(job);
  await bot.queues.waitFor(job, 10_000);
  await bot.db.query('update question set reported_at = null');
  await bot.queues.add(job);
  await bot.queues.waitFor(job, 10_000);
  assert.equal(answersIn(bot).length, 1);
  assert.equal(asked.length, 1);
});

test('an answer that broke off with its process is completed in its message', async (t) => {
  const { explain } = saying();
  const { bot, thread } = await inThread(t, { explain });
  const { workspace } = bot.slack;
  const seams = [
    { isStored: true, isPosted: true },
    { isStored: false, isPosted: true },
    { isStored: false, isPosted: false },
  ];
  for (const [index, { isStored, isPosted }] of seams.entries()) {
    const id = `00000000-0000-4000-8000-00000000000${index}`;
    const asked = { type: 'mrkdwn', text: '<@UALICE> asked: “why?”' };
    const posted =
      isPosted &&
      workspace.messages.post({
        channel: 'C1',
        thread_ts: thread,
        user: workspace.identity.botUserId,
        text: 'It is',
        streaming: true,
        blocks: [
          { type: 'context', block_id: id, elements: [asked] },
          { type: 'markdown', text: 'It is' },
        ],
      });
    const messageTs = posted && isStored ? { messageTs: posted.ts } : {};
    await bot.db.query(
      `insert into question (id, dedupe_key, requested_by, text, destination, status, created_at)
       values ($1, $1::uuid::text, 'UALICE', 'why?', $2, 'running', now())`,
      [id, JSON.stringify({ channel: 'C1', threadTs: thread, ...messageTs })],
    );
    const job = { name: 'answer', questionId: id } as const;
    await bot.queues.add(job);
    await bot.queues.waitFor(job, 10_000);
    assert.equal(answersIn(bot).length, index + 1);
  }
  for (const { blocks, ts } of answersIn(bot)) {
    assert.match(JSON.stringify(blocks), /Sundays\. Nothing else moved it\..*Helpful/);
    assert.equal(workspace.messages.find('C1', ts)?.streaming ?? false, false);
  }
});
