import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findRequest } from '../../../data/postgres/requests/requests.ts';
import { runningBot } from '../../testing/running-bot.ts';

const ANSWER = /About 1.2k impressions a day/;
const VALUES = {
  os: ['ios', 'android'],
  geo: ['IN/Mumbai', 'IN/Delhi'],
  site: Array.from({ length: 120 }, (_, index) => `site${index}.example`),
};

type Bot = Awaited<ReturnType<typeof runningBot>>;

/** The filled form that a user has open. */
async function openForm({ slack }: Bot, user: string, revision = 0) {
  const view = await slack.waitFor(() =>
    slack.workspace.views
      .openFor(user)
      .find(({ content }) => JSON.stringify(content).includes(`"start:${revision}"`)),
  );
  return { id: view.id, blocks: JSON.stringify(view.content.blocks) };
}

async function plansOf({ db }: Bot) {
  const { rows } = await db.query('select id from forecast_request order by created_at');
  const requests = await Promise.all(rows.map(({ id }) => findRequest(db, id)));
  return requests.map((request) => request?.plan);
}

test('a form opens at once, offers what the data hold, and its plan is forecast', async (t) => {
  const bot = await runningBot(t, { menuValues: VALUES });
  const { people, reply } = bot;
  assert.equal((await people.command('UALICE', 'new')).ok, true);
  const { id, blocks } = await openForm(bot, 'UALICE');
  assert.match(blocks, /Android/);
  assert.doesNotMatch(blocks, /Gender|Segment/);

  await people.click('UALICE', { view_id: id }, 'forecast_show_part_targeting');
  const more = await openForm(bot, 'UALICE', 1);
  assert.match(more.blocks, /Not place.*Site/);
  const { options } = await people.suggest(
    'UALICE',
    { view_id: id },
    'forecast_pick_site',
    'site11',
  );
  assert.equal((options as unknown[]).length, 11);
  const places = await people.suggest('UALICE', { view_id: id }, 'forecast_pick_geo', 'reykj');
  assert.match(JSON.stringify(places.options), /Reykjav.k, Iceland/);

  const sent = await people.submit('UALICE', id, {
    'include_geo:1': ['IN/Mumbai'],
    'include_site:1': ['site11.example'],
    'include_os:1': ['ios'],
    'start:1': '2026-12-01',
    'end:1': '2026-12-07',
    'goal:1': '5 million',
  });
  assert.equal(sent.ok, true);
  await reply('C1', ANSWER);
  assert.deepEqual(await plansOf(bot), [
    {
      targeting: {
        os: { include: ['ios'] },
        geo: { include: ['IN/Mumbai'] },
        site: { include: ['site11.example'] },
      },
      flight: { start: '2026-12-01', end: '2026-12-07' },
      goal: { impressions: 5_000_000 },
    },
  ]);
});

test('every problem of a form shows under its field, at once', async (t) => {
  const bot = await runningBot(t);
  await bot.people.command('UALICE', 'new women in Mumbai');
  const { id, blocks } = await openForm(bot, 'UALICE', 1);
  assert.match(blocks, /Filled in from your words/);
  assert.match(blocks, /Mumbai, India/);

  const refused = await bot.people.submit('UALICE', id, {
    'start:1': '2026-11-01',
    'ageMin:1': 'old',
    'goal:1': 'lots',
  });
  const errors = refused.errors as Record<string, string>;
  assert.deepEqual(Object.keys(errors).sort(), ['ageMin:1', 'goal:1', 'start:1']);
  assert.match(errors['start:1'] ?? '', /is past/);
  assert.deepEqual(await plansOf(bot), []);
});

test('edit and rerun opens the plan itself; sent back untouched it is the same plan', async (t) => {
  const bot = await runningBot(t);
  const { people, reply, inChannel, slack } = bot;
  await people.command('UALICE', 'iOS in Mumbai except site a.example, 17:00-22:00, bid 2 USD');
  const { ts } = await reply('C1', ANSWER);
  await people.click('UBOB', { channel: 'C1', ts }, 'forecast_edit');
  const { id, blocks } = await openForm(bot, 'UBOB');
  assert.match(blocks, /a\.example/);

  assert.equal((await people.submit('UBOB', id, {})).ok, true);
  await slack.waitFor(() => inChannel('C1').filter(({ text }) => ANSWER.test(text))[1]);
  const [first, second] = await plansOf(bot);
  assert.ok(first);
  assert.deepEqual(second, first);
});

test('in the form of a forecast, words change its plan', async (t) => {
  const bot = await runningBot(t);
  const { people, reply } = bot;
  await people.command('UALICE', 'women on iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_edit');
  const { id } = await openForm(bot, 'UALICE');
  await people.submit('UALICE', id, { 'words:0': 'and Android' });
  const { blocks } = await openForm(bot, 'UALICE', 1);
  assert.match(blocks, /"initial_options":\[[^\]]*"value":"android"/);
  assert.match(blocks, /"initial_options":\[[^\]]*"value":"female"/);
});

test('words in a form are shown as fields before anything runs, with the open question', async (t) => {
  const bot = await runningBot(t);
  const { people, reply } = bot;
  await people.shortcut('UALICE', 'new_forecast');
  const { id } = await openForm(bot, 'UALICE');
  const shown = await people.submit('UALICE', id, { 'words:0': 'women on iOS in Birmingham' });
  assert.equal(shown.response_action, 'update');
  const { blocks } = await openForm(bot, 'UALICE', 1);
  assert.match(blocks, /Which .Birmingham/);
  assert.match(blocks, /"initial_options":\[\{"text":\{"type":"plain_text","text":"Women"/);

  const answered = { 'words:1': 'women on iOS in Birmingham, Alabama' };
  await people.click('UALICE', { view_id: id }, 'forecast_fill_in');
  await openForm(bot, 'UALICE', 2);
  await people.submit('UALICE', id, { 'words:2': answered['words:1'] });
  await openForm(bot, 'UALICE', 3);
  assert.equal((await people.submit('UALICE', id, { 'words:3': '' })).ok, true);
  const answer = await reply('DALICE', ANSWER);
  assert.match(answer.text, /Birmingham, Alabama/);
});

test('a form that is sent twice runs once, one of another version not at all', async (t) => {
  const bot = await runningBot(t, { bots: 2 });
  const { people, reply, slack } = bot;
  await people.command('UALICE', 'new iOS in Pune');
  const { id } = await openForm(bot, 'UALICE', 1);
  const [one, two] = await Promise.all([
    people.submit('UALICE', id, {}),
    people.submit('UALICE', id, {}),
  ]);
  assert.ok(one.ok || two.ok);
  await reply('C1', ANSWER);
  assert.equal((await plansOf(bot)).length, 1);

  await people.command('UBOB', 'new');
  const old = await openForm(bot, 'UBOB');
  const view = slack.workspace.views.find(old.id);
  assert.ok(view);
  view.content = { ...view.content, private_metadata: '{"version":0,"channel":"C2"}' };
  assert.equal((await people.submit('UBOB', old.id, {})).response_action, 'update');
  assert.match(JSON.stringify(view.content), /Ducky has changed since this form was opened/);
  assert.equal((await plansOf(bot)).length, 1);
});

test('the new-forecast shortcut posts where it is told to', async (t) => {
  const bot = await runningBot(t);
  await bot.people.shortcut('UBOB', 'new_forecast');
  const { id } = await openForm(bot, 'UBOB');
  assert.equal((await bot.people.submit('UBOB', id, { 'channel:0': 'C2' })).ok, true);
  await bot.reply('C2', ANSWER);
});

test('a message is forecast in its thread; an incomplete one gets one question there', async (t) => {
  const bot = await runningBot(t);
  const { people, reply } = bot;
  const { ts } = await people.say('UBOB', 'C1', 'iOS in Pune next week');
  await people.shortcut('UALICE', 'forecast_message', { channel: 'C1', ts: String(ts) });
  assert.equal((await reply('C1', ANSWER)).thread_ts, ts);

  const vague = await people.say('UBOB', 'C2', 'women on iOS in Birmingham');
  await people.shortcut('UALICE', 'forecast_message', { channel: 'C2', ts: String(vague.ts) });
  const question = await reply('C2', /Which .Birmingham/);
  assert.equal(question.thread_ts, vague.ts);

  await people.click('UALICE', { channel: 'C2', ts: question.ts }, 'forecast_open_form');
  const { id, blocks } = await openForm(bot, 'UALICE', 1);
  assert.match(blocks, /Women/);
  const sent = await people.submit('UALICE', id, {
    'words:1': '',
    'include_geo:1': ['GB/Birmingham'],
  });
  assert.equal(sent.ok, true);
  assert.equal((await reply('C2', ANSWER)).thread_ts, vague.ts);
});

test('a form of a forecast that nobody knows says so', async (t) => {
  const bot = await runningBot(t);
  const { people, reply, db, slack } = bot;
  await people.command('UALICE', 'iOS in Pune');
  const { ts } = await reply('C1', ANSWER);
  await db.query('delete from forecast_request');
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_edit');
  await slack.waitFor(() =>
    /do not know this forecast/.test(openText(slack.workspace.views.openFor('UALICE'))),
  );
});

function openText(views: readonly { content: unknown }[]): string {
  return JSON.stringify(views.map(({ content }) => content));
}

test('whoever opens a conversation with Ducky is shown what to say', async (t) => {
  const { slack } = await runningBot(t);
  await fetch(`${slack.url}/playground/home`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'UALICE', tab: 'messages' }),
  });
  const shown = await slack.waitFor(() => slack.workspace.prompts.get('DALICE'));
  assert.match(shown.title, /^Hello!/);
});
