import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ForecastResult } from '../../../data/forecast.ts';
import { archivePlan, savePlan } from '../../../data/postgres/plans/plans.ts';
import { type ForecastRequest, findRequest } from '../../../data/postgres/requests/requests.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';

type Asked = Pick<ForecastRequest, 'id' | 'plan'>;

const isAndroid = ({ plan }: Asked) => plan.targeting.os?.include?.includes('android') === true;

/** Android has half the impressions of what else is asked for. */
function forecastOfSystem(request: Asked): ForecastResult {
  const { id, plan } = request;
  return { ...sampleForecast({ level: isAndroid(request) ? 620 : 1_240 }), id, plan };
}

const ANSWER = /^About 1.2k impressions a day/;
const COMPARED = /^Android: 50% fewer impressions a day than iOS \(592 against 1.2k\)/;

test('two plans in one text are told in one message, side by side', async (t) => {
  const { people, reply, inChannel, filesIn, slack, db } = await runningBot(t, {
    forecast: forecastOfSystem,
  });
  await people.command('UALICE', 'women in Mumbai, iOS vs Android');
  const answer = await reply('C1', COMPARED);
  const written = JSON.stringify(answer.blocks);
  assert.match(written, /"name":"A: iOS".*"name":"B: Android"/);
  assert.match(written, /"type":"table"/);
  const picture = await slack.waitFor(() => filesIn('C1')[0]);
  assert.match(picture.text, /^Impressions a day, side by side: iOS .*Android /);
  assert.equal(picture.thread_ts, answer.ts);
  assert.equal(inChannel('C1').length, 1);
  const { rows } = await db.query(
    'select relation, destination is null silent from forecast_request order by created_at',
  );
  assert.deepEqual(rows, [
    { relation: null, silent: true },
    { relation: 'comparison', silent: false },
  ]);
});

test('a comparison waits for both sides, and is told once', async (t) => {
  const [ios, android] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { people, reply, inChannel, db, queues } = await runningBot(t, {
    forecast: async (request) => {
      await (isAndroid(request) ? android : ios).promise;
      return forecastOfSystem(request);
    },
  });
  await people.command('UALICE', 'iOS vs Android in Mumbai');
  await reply('C1', /^Forecasting: .*to compare/);
  android.resolve();
  const { rows } = await db.query('select id from forecast_request order by created_at');
  const [first, second] = rows.map(({ id }) => id);
  await queues.waitFor({ name: 'forecast', requestId: second }, 15_000);
  await queues.add({ name: 'report', requestId: second });
  await queues.waitFor({ name: 'report', requestId: second }, 15_000);
  assert.equal((await findRequest(db, second))?.reportedAt, null);

  ios.resolve();
  await reply('C1', COMPARED);
  await queues.waitFor({ name: 'forecast', requestId: first }, 15_000);
  assert.equal(inChannel('C1').filter(({ thread_ts }) => !thread_ts).length, 1);
});

test('the Compare button asks with what, and answers in the thread with the known side', async (t) => {
  const { people, reply, slack, db } = await runningBot(t, { forecast: forecastOfSystem });
  await people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  await people.click('UBOB', { channel: 'C1', ts }, 'forecast_compare');
  const view = await slack.waitFor(() => slack.workspace.views.openFor('UBOB')[0]);
  assert.match(JSON.stringify(view.content), /iOS in Mumbai/);
  assert.doesNotMatch(JSON.stringify(view.content), /static_select/);

  const problemOf = async (text: string) => {
    const { errors } = await people.submit('UBOB', view.id, { text });
    return JSON.stringify(errors);
  };
  assert.match(await problemOf('iOS in Qwertystan'), /Qwertystan/);
  assert.match(await problemOf('on iOS'), /That is the same plan/);
  assert.equal((await people.submit('UBOB', view.id, { text: 'Android' })).ok, true);

  const answer = await reply('C1', COMPARED);
  assert.equal(answer.thread_ts, ts);
  const { rows } = await db.query('select relation from forecast_request order by created_at');
  assert.deepEqual(rows, [{ relation: null }, { relation: 'comparison' }]);
});

test('a plan that the channel saved can be chosen to compare with', async (t) => {
  const { people, reply, slack, db } = await runningBot(t, { forecast: forecastOfSystem });
  const plan = {
    targeting: { os: { include: ['android'] } },
    flight: { start: '2026-11-23', end: '2026-12-06' },
  };
  const { teamId } = slack.workspace.identity;
  const kept = { teamId, channel: 'C1', savedBy: 'UBOB', status: 'draft' as const, plan };
  const saved = await savePlan(db, { ...kept, name: 'Diwali <!channel>' }, new Date());
  await people.command('UALICE', 'iOS next 14 days');
  const { ts } = await reply('C1', ANSWER);
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_compare');
  const view = await slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0]);
  const nothing = await people.submit('UALICE', view.id, { text: '' });
  assert.match(JSON.stringify(nothing.errors), /or choose a saved plan/);
  await people.submit('UALICE', view.id, { plan: saved.plan.id });
  await reply('C1', COMPARED);
});

test('a chosen plan that this channel does not keep any more is not compared with', async (t) => {
  const { people, reply, slack, db } = await runningBot(t, { forecast: forecastOfSystem });
  const { teamId } = slack.workspace.identity;
  const save = async (name: string) => {
    const flight = { start: '2026-11-23', end: '2026-12-06' };
    const plan = { targeting: { os: { include: ['android'] } }, flight };
    const kept = { teamId, channel: 'C1', savedBy: 'UBOB', status: 'draft' as const, plan };
    return (await savePlan(db, { ...kept, name }, new Date())).plan.id;
  };
  const [archived, elsewhere, foreign] = [await save('a'), await save('b'), await save('c')];
  await people.command('UALICE', 'iOS next 14 days');
  const { ts } = await reply('C1', ANSWER);
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_compare');
  const view = await slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0]);
  await archivePlan(db, archived, new Date());
  await db.query(`update plan set channel = 'C2' where id = $1`, [elsewhere]);
  await db.query(`update plan set team_id = 'TOTHER' where id = $1`, [foreign]);
  for (const plan of [archived, elsewhere, foreign]) {
    const { errors } = await people.submit('UALICE', view.id, { plan });
    assert.match(JSON.stringify(errors), /not saved in this channel any more/);
  }
  assert.equal((await db.query('select from forecast_request')).rowCount, 1);
});

test('a side that is refused says so, and the other is shown', async (t) => {
  const { people, reply } = await runningBot(t, {
    forecast: (request) =>
      isAndroid(request)
        ? { refused: { reason: 'Too few requests.', needed: 'Widen it.' } }
        : forecastOfSystem(request),
  });
  await people.command('UALICE', 'iOS vs Android');
  const { text } = await reply('C1', /^iOS: About 1.2k impressions a day/);
  assert.match(text, /Android: No forecast. Too few requests. Widen it./);
});

test('cancelling a comparison ends both of its forecasts, even where no worker can be told', async (t) => {
  const { people, reply, db, inChannel, queues } = await runningBot(t, { isHeld: true });
  t.mock.method(queues, 'cancel', () => Promise.reject(new Error('The queue is away.')));
  await people.command('UALICE', 'iOS vs Android');
  const { ts } = await reply('C1', /Reading history/);
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_cancel');
  await reply('C1', /^Forecast cancelled/);
  const { rows } = await db.query('select distinct status from forecast_request');
  assert.deepEqual(rows, [{ status: 'cancelled' }]);
  assert.equal(inChannel('C1').length, 1);
});

test('a change and a comparison in a thread both start from its plan', async (t) => {
  const { people, reply } = await runningBot(t, { forecast: forecastOfSystem });
  await people.command('UALICE', 'women on iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  await people.say('UALICE', 'C1', 'iOS vs Android', ts);
  const { text, thread_ts } = await reply('C1', COMPARED);
  assert.equal(thread_ts, ts);
  assert.match(text, /A: women .*iOS in Mumbai.*B: women .*Android in Mumbai/);
});
