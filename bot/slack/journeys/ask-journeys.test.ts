import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runningBot } from '../../testing/running-bot.ts';

const ANSWER = /About 1.2k impressions a day/;

test('a command gets a placeholder at once, and the answer in its place', async (t) => {
  const { people, reply, release, inChannel } = await runningBot(t, { isHeld: true });

  assert.equal((await people.command('UALICE', 'iOS in Mumbai')).ok, true);
  const placeholder = await reply('C1', /^Forecasting: .*Mumbai.*Reading history/);
  const types = placeholder.blocks?.map(({ type }) => type);
  assert.deepEqual(types, ['section', 'plan', 'actions', 'context']);
  const { ts } = placeholder;
  release();

  const answer = await reply('C1', ANSWER);
  assert.equal(answer.ts, ts);
  assert.equal(inChannel('C1').length, 1);
  const answerTypes = answer.blocks?.map(({ type }) => type) ?? [];
  for (const type of ['header', 'data_visualization', 'data_table', 'actions']) {
    assert.ok(answerTypes.includes(type), type);
  }
  assert.match(JSON.stringify(answer.blocks), /Not said, so assumed.*next 14 days/);
});

test('a mention is answered in its thread, a direct message where it was written', async (t) => {
  const { people, reply, inChannel, slack } = await runningBot(t);

  const { ts } = await people.say(
    'UBOB',
    'C1',
    `<@${slack.workspace.identity.botUserId}> iOS in Pune`,
  );
  const inThread = await reply('C1', ANSWER);
  assert.equal(inThread.thread_ts, ts);

  await people.say('UALICE', 'DALICE', 'iOS in Pune');
  const direct = await reply('DALICE', ANSWER);
  assert.equal(direct.thread_ts, undefined);

  await people.say('UALICE', 'C1', 'lunch anyone?');
  assert.equal(inChannel('C1').length, 3);
});

test('a forecast is kept under its workspace, however it was asked for', async (t) => {
  const { people, reply, slack, db } = await runningBot(t);
  const { botUserId, teamId } = slack.workspace.identity;
  await people.command('UALICE', 'iOS in Mumbai');
  await reply('C1', ANSWER);
  await people.say('UBOB', 'C2', `<@${botUserId}> iOS in Pune`);
  await reply('C2', ANSWER);
  await people.say('UALICE', 'DALICE', 'iOS in Pune');
  await reply('DALICE', ANSWER);
  const { rows } = await db.query('select team_id from forecast');
  assert.deepEqual(rows, Array(3).fill({ team_id: teamId }));
});

test('help, an empty command, and a text that is too long are told to the asker only', async (t) => {
  const { people, reply, inChannel } = await runningBot(t);

  await people.command('UALICE', '');
  assert.equal((await reply('C1', /Ask in your own words/)).ephemeral_to, 'UALICE');
  await people.command('UBOB', 'help');
  await reply('C1', /Ask in your own words/);
  await people.command('UALICE', 'x'.repeat(5_000));
  assert.equal((await reply('C1', /5,000 characters; I read up to 2,000/)).ephemeral_to, 'UALICE');
  assert.ok(inChannel('C1').every(({ ephemeral_to }) => ephemeral_to !== undefined));
});

test('a question is answered by a click, and the forecast takes its place', async (t) => {
  const { people, reply } = await runningBot(t);

  await people.command('UALICE', 'iOS in Birmingham');
  const question = await reply('C1', /Which .Birmingham/);
  await people.click('UBOB', { channel: 'C1', ts: question.ts }, 'forecast_option_1');
  const answer = await reply('C1', ANSWER);
  assert.equal(answer.ts, question.ts);
  assert.match(answer.text, /in Birmingham, Alabama/);
});

test('an unknown place and another topic are answered in words', async (t) => {
  const { people, reply } = await runningBot(t);

  await people.command('UALICE', 'iOS in Qwertystan');
  assert.match((await reply('C1', /Qwertystan/)).text, /ask again/);
  await people.command('UALICE', 'how is the weather');
  await reply('C1', /I forecast impressions and reach/);
});

test('an event that Slack sends four times, to two processes, is answered once', async (t) => {
  const impatient = { ackTimeoutMs: 0, eventRetryDelaysMs: [0, 5, 5] };
  const { people, reply, inChannel, db } = await runningBot(t, { bots: 2, slack: impatient });

  await people.say('UALICE', 'DALICE', 'iOS in Pune');
  await reply('DALICE', ANSWER);
  await people.say('UALICE', 'DALICE', 'iOS in Berlin');
  await reply('DALICE', /About 1.2k.*Berlin/);
  const { rows } = await db.query('select id from forecast_request');
  assert.equal(rows.length, 2);
  assert.equal(inChannel('DALICE').length, 4);
});

test('text that would ping everybody is shown, not obeyed', async (t) => {
  const { people, reply } = await runningBot(t);

  await people.command('UALICE', 'women in Birmingham &lt;!channel&gt; &lt;@UBOB&gt; *bold*');
  const { blocks } = await reply('C1', /Which .Birmingham/);
  const written = JSON.stringify(blocks);
  assert.match(written, /&lt;!channel&gt; &lt;@UBOB&gt;/);
  assert.doesNotMatch(written, /<!channel>|<@UBOB>/);
});
