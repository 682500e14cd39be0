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
  pausing,
  saying,
  WHOLE,
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

test('where nothing streams there is a Stop button, for the asker or an administrator', async (t) => {
  const { explain, stopped } = pausing();
  const bot = await runningBot(t, { explain, bots: 2 });
  await bot.people.ducky('UBOB', 'what does P10 mean?');
  const growing = await answer(bot, /because of Sundays/);
  assert.equal(isStreaming(bot, growing), false);
  const at = { channel: 'C1', ts: growing.ts };
  await bot.people.click('UALICE', at, 'ducky_stop');
  assert.equal((await bot.reply('C1', /Only <@UBOB> or an adm/)).ephemeral_to, 'UALICE');
  await bot.people.click('UBOB', at, 'ducky_stop');
  await answer(bot, /Stopped by <@UBOB>/);
  await stopped;
  await bot.people.click('UBOB', at, 'ducky_stop');
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
  await bot.reply('DALICE', /I could not answer “what does P10 mean\?” in <#C2>/);
  assert.deepEqual(await outcomes(bot), [{ status: 'failed', told: true }]);
  assert.equal(bot.inChannel('DALICE').length, 1);
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
