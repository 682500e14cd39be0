import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { parse } from 'csv-parse/sync';

import { acceptRequest, finishRequest } from '../../../data/postgres/requests/requests.ts';
import { FEEDBACK_MODAL } from '../../blocks/answer/feedback.ts';
import { SHARE_MODAL } from '../../blocks/answer/share-modal.ts';
import { ACTIONS } from '../../blocks/buttons.ts';
import { SAVE_PLAN_MODAL } from '../../blocks/digest/save-plan-modal.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';

const ANSWER = /^About 1.2k impressions a day/;

/** A bot that has just answered Alice in C1. */
async function answeredBot(t: TestContext) {
  const bot = await runningBot(t);
  const { people, reply, slack, filesIn, db } = bot;
  await people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  const click = (user: string, action: string, value?: string) =>
    people.click(user, { channel: 'C1', ts }, action, value);
  const modal = () => slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0]);
  const filesOf = (name: RegExp) =>
    filesIn('C1').filter(({ files = [] }) => files.some((file) => name.test(file.name)));
  const whisper = async (text: RegExp) => {
    const { ephemeral_to } = await reply('C1', text);
    assert.equal(ephemeral_to, 'UALICE');
  };
  const { rows } = await db.query<{ id: string }>('select id from forecast_request');
  return { ...bot, ts, click, modal, filesOf, whisper, requestId: rows[0]?.id ?? '' };
}

test('the picture follows the answer into its thread, once, and in words too', async (t) => {
  const { slack, queues, filesOf, ts, requestId } = await answeredBot(t);
  const [picture] = await slack.waitFor(() => {
    const found = filesOf(/\.png$/);
    return found.length > 0 && found;
  });
  assert.equal(picture?.thread_ts, ts);
  assert.match(picture?.text ?? '', /^Impressions a day, .*the last 56 days had/);
  await queues.add({ name: 'report', requestId });
  await queues.waitFor({ name: 'report', requestId }, 10_000);
  await queues.waitFor({ name: 'chart', requestId }, 10_000);
  assert.equal(filesOf(/\.png$/).length, 1);
});

test('CSV puts the exact numbers into the thread, once for a double click', async (t) => {
  const { slack, click, filesOf, ts } = await answeredBot(t);
  await Promise.all([click('UALICE', ACTIONS.csv), click('UALICE', ACTIONS.csv)]);
  const [file] = await slack.waitFor(() => {
    const found = filesOf(/\.csv$/);
    return found.length > 0 && found;
  });
  assert.equal(file?.thread_ts, ts);
  const bytes = slack.workspace.files.find(file?.files?.[0]?.id ?? '')?.bytes ?? '';
  const rows = parse(bytes.toString(), { columns: true }) as Record<string, string>[];
  assert.deepEqual([rows.length, rows.at(-1)?.row], [15, 'total']);
  await click('UALICE', ACTIONS.csv);
  assert.equal(filesOf(/\.csv$/).length, 1);
});

test('the CSV of a comparison holds both forecasts', async (t) => {
  const { people, reply, slack, db, queues, filesIn, requestId } = await answeredBot(t);
  const result = sampleForecast({ days: 3 });
  const asked = {
    ...{ dedupeKey: null, source: 'slack' as const, requestedBy: 'UALICE', text: 'Android' },
    ...{ plan: result.plan, assumptions: [], destination: { channel: 'C1' } },
    ...{ parentId: requestId, relation: 'comparison' as const },
  };
  const { request } = await acceptRequest(db, asked, new Date());
  const outcome = { status: 'answered', result, historyOrigin: 'observed' } as const;
  await finishRequest(db, request.id, { ...outcome, at: new Date() });
  await queues.add({ name: 'report', requestId: request.id });
  const { ts } = await reply('C1', /A: .*B: /);
  await people.click('UBOB', { channel: 'C1', ts }, ACTIONS.csv);
  const [file] = await slack.waitFor(() => {
    const found = filesIn('C1').filter(({ files = [] }) => files[0]?.name.endsWith('.csv'));
    return found.length > 0 && found;
  });
  assert.equal(file?.thread_ts, ts);
  const bytes = slack.workspace.files.find(file?.files?.[0]?.id ?? '')?.bytes ?? '';
  assert.equal(bytes.toString().split('\r\n').length, 1 + 15 + 4 + 1);
});

test('a plan is saved under a name; a problem shows under the field; the same name is replaced', async (t) => {
  const { click, modal, people, whisper, db, slack } = await answeredBot(t);
  const { name, status } = SAVE_PLAN_MODAL;
  const save = async (given: Record<string, string>) => {
    const { id } = await modal();
    return people.submit('UALICE', id, given);
  };
  await click('UALICE', ACTIONS.savePlan);
  const refused = await save({ [name]: ' \t ', [status]: 'draft' });
  assert.match(JSON.stringify(refused.errors), /^\{"name":"A saved plan needs a name/);
  assert.equal((await save({ [name]: 'Diwali <!channel>', [status]: 'draft' })).ok, true);
  await whisper(/^Saved “Diwali &lt;!channel&gt;” as a draft\./);

  await slack.waitFor(() => slack.workspace.views.openFor('UALICE').length === 0);
  await click('UALICE', ACTIONS.savePlan);
  assert.equal((await save({ [name]: 'diwali <!channel>', [status]: 'booked' })).ok, true);
  await whisper(/as booked; it replaces the plan that had this name/);
  const { rows } = await db.query('select name, status, saved_by, channel from plan');
  const saved = { name: 'diwali <!channel>', status: 'booked', saved_by: 'UALICE', channel: 'C1' };
  assert.deepEqual(rows, [saved]);
});

test('an answer is shared with another channel, with a link to the whole', async (t) => {
  const { click, modal, people, whisper, reply, inChannel, ts } = await answeredBot(t);
  await click('UALICE', ACTIONS.share);
  const { id } = await modal();
  assert.equal((await people.submit('UALICE', id, { [SHARE_MODAL.block]: 'C2' })).ok, true);
  const { text, blocks } = await reply('C2', /shared a forecast/);
  assert.match(text, /^<@UALICE> shared a forecast: on iOS.*About 1.2k impressions a day/);
  assert.match(JSON.stringify(blocks), new RegExp(`data_visualization.*C1/${ts}\\|Open the whole`));
  await whisper(/^Shared with <#C2>/);
  assert.equal(inChannel('C2').length, 1);
});

test('a channel that is closed to Ducky is told kindly to whoever shares', async (t) => {
  const { click, modal, people, whisper } = await answeredBot(t);
  await click('UALICE', ACTIONS.share);
  const { id } = await modal();
  const nowhere = { [SHARE_MODAL.input]: { selected_conversation: 'C9' } };
  await people.submit('UALICE', id, { [SHARE_MODAL.block]: nowhere });
  await whisper(/^Nothing was shared: I may not write in <#C9>\./);
});

test('a vote counts once a person, the last one, and may say why', async (t) => {
  const { click, modal, people, whisper, reply, db, requestId } = await answeredBot(t);
  const vote = (value: string) => click('UALICE', ACTIONS.feedback, `${requestId}:${value}`);
  await vote('good');
  await whisper(/good to know that this one helped/);
  await vote('bad');
  await vote('bad');
  await whisper(/What was wrong with it/);
  const { ts } = await reply('C1', /What was wrong with it/);
  await people.click('UALICE', { channel: 'C1', ts }, ACTIONS.feedbackReason);
  const { id } = await modal();
  await people.submit('UALICE', id, { [FEEDBACK_MODAL.block]: 'Too low' });
  await whisper(/Whoever looks after Ducky will read it/);
  const { rows } = await db.query('select given_by, vote, reason from feedback');
  assert.deepEqual(rows, [{ given_by: 'UALICE', vote: 'bad', reason: 'Too low' }]);
});
