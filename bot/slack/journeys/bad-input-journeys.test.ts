import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DEFAULT_SEED } from '../../local-slack/state/seed.ts';
import { runningBot } from '../../testing/running-bot.ts';

const ANSWER = /About 1.2k impressions a day/;

test('a token that is revoked while Ducky runs ends nothing: what is owed is told once it is mended', async (t) => {
  const bot = await runningBot(t);
  bot.slack.faults.revokeToken();
  await bot.people.command('UALICE', 'iOS in Mumbai');
  const word = await bot.reply('C1', /does not let me post here at the moment.*answer follows/);
  assert.equal(word.ephemeral_to, 'UALICE');
  bot.slack.faults.restoreToken();
  await bot.reply('C1', ANSWER);
});

const CLOSED = [
  { error: 'missing_scope', told: /not given me the permission.*installing me again/ },
  { error: 'not_in_channel', told: /may not write in this channel. Invite me/ },
  { error: 'is_archived', told: /archived.*Ask in another channel/ },
];

for (const { error, told } of CLOSED) {
  test(`a place where Ducky cannot post (${error}) is named to whoever asked, and that is all`, async (t) => {
    const bot = await runningBot(t);
    bot.slack.faults.fail('chat.postMessage', { error, times: 5 });
    await bot.people.command('UALICE', 'iOS in Mumbai');
    assert.equal((await bot.reply('C1', told)).ephemeral_to, 'UALICE');
    const { rows } = await bot.db.query(
      'select status, reported_at is not null told from forecast_request',
    );
    assert.deepEqual(rows, [{ status: 'failed', told: true }]);
    assert.equal(bot.inChannel('C1').length, 1);
  });
}

test('people of another workspace are told whom Ducky works for, and nothing else', async (t) => {
  const [alice] = DEFAULT_SEED.users;
  assert.ok(alice);
  const guest = { ...alice, id: 'UGUEST', name: 'guest', team_id: 'TELSEWHERE' };
  const users = [...DEFAULT_SEED.users, guest];
  const bot = await runningBot(t, { slack: { workspace: { users } } });
  await bot.people.say('UGUEST', 'C1', 'lunch anyone?');
  await bot.people.command('UGUEST', 'iOS in Mumbai');
  const first = await bot.reply('C1', /I work for the people of Local Slack only/);
  assert.equal(first.ephemeral_to, 'UGUEST');
  const { botUserId } = bot.slack.workspace.identity;
  await bot.people.say('UGUEST', 'C2', `<@${botUserId}> iOS in Mumbai`);
  await bot.reply('C2', /I work for the people of Local Slack only/);

  await bot.people.command('UALICE', 'iOS in Pune');
  await bot.reply('C1', ANSWER);
  const { rows } = await bot.db.query('select requested_by from forecast_request');
  assert.deepEqual(rows, [{ requested_by: 'UALICE' }]);
});

test('a message of 40,000 characters is too long, and says so', async (t) => {
  const bot = await runningBot(t);
  const { botUserId } = bot.slack.workspace.identity;
  const rest = 'x'.repeat(40_000 - botUserId.length - 4);
  await bot.people.say('UALICE', 'C1', `<@${botUserId}> ${rest}`);
  const word = await bot.reply('C1', /characters; I read up to 2,000. Say it in fewer words/);
  assert.equal(word.ephemeral_to, 'UALICE');
});

test('sockets that drop are opened again, even where Slack refuses the app token for a while', async (t) => {
  const bot = await runningBot(t);
  bot.slack.faults.fail('apps.connections.open', { error: 'invalid_auth', times: 2 });
  bot.slack.faults.dropSockets();
  await bot.slack.waitFor(() => bot.slack.connectionCount() === 0);
  await bot.slack.waitFor(() => bot.slack.connectionCount() === 1, 30_000);
  await bot.people.command('UALICE', 'iOS in Mumbai');
  await bot.reply('C1', ANSWER);
});

test('a form that comes too late for Slack is said to be so', async (t) => {
  const bot = await runningBot(t);
  await bot.people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await bot.reply('C1', ANSWER);
  bot.slack.faults.fail('views.open', { error: 'expired_trigger_id' });
  await bot.people.click('UALICE', { channel: 'C1', ts }, 'forecast_edit');
  const word = await bot.reply('C1', /only within three seconds.*Click again/);
  assert.equal(word.ephemeral_to, 'UALICE');
});

test('what would ping or pose as markup in a request pings nobody, wherever it is repeated', async (t) => {
  const bot = await runningBot(t);
  const evil = '&lt;!channel&gt; &lt;!here&gt; &lt;@UBOB&gt; &lt;https://evil.example|click&gt;';
  for (const place of ['Mumbai', 'Birmingham', 'Qwertystan']) {
    await bot.people.command('UALICE', `iOS in ${place} ${evil}`);
  }
  await bot.people.command('UALICE', `how is the weather ${evil}`);
  const said = [/could not read/, /Which .Birmingham/, /Qwertystan/, /I forecast impressions/];
  for (const words of said) await bot.reply('C1', words);
  for (const { text, blocks } of bot.inChannel('C1')) {
    assert.doesNotMatch(JSON.stringify({ text, blocks }), /<!|<@UBOB>|<https/);
  }
});
