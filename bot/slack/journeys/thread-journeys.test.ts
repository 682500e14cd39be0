import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';

/** Android has fewer impressions than what else is asked for. */
function forecastOfSystem({ id, plan }: Pick<ForecastRequest, 'id' | 'plan'>) {
  const level = plan.targeting.os?.include?.includes('android') ? 900 : 1_240;
  return { ...sampleForecast({ level }), id, plan };
}

const ANSWER = /About 1.2k impressions a day/;

test('a reply in the thread of an answer changes its plan, mentioned or not', async (t) => {
  const { people, reply, slack, inChannel, db } = await runningBot(t, {
    forecast: forecastOfSystem,
  });
  await people.command('UALICE', 'women on iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);

  await people.say('UBOB', 'C1', 'and Android?', ts);
  const changed = await reply('C1', /^Changed: .*iOS → .*Android/);
  assert.equal(changed.thread_ts, ts);
  assert.match(changed.text, /Effect: −27% impressions a day \(1.2k → 859\), −27% reach/);
  assert.match(changed.text, /women .*Android.* in Mumbai/);

  await people.say('UALICE', 'C1', `<@${slack.workspace.identity.botUserId}> in Pune instead`, ts);
  const again = await reply('C1', /^Changed: .*Mumbai → .*Pune/);
  assert.match(again.text, /women .*Android.* in Pune/);
  assert.match(again.text, /same impressions a day \(859\)/);

  const { rows } = await db.query('select relation from forecast_request order by created_at');
  assert.deepEqual(
    rows.map(({ relation }) => relation),
    [null, 'follow-up', 'follow-up'],
  );
  assert.equal(inChannel('C1').filter(({ text }) => text.startsWith('Changed')).length, 2);
});

test('what people say to each other in a thread is left alone', async (t) => {
  const { people, reply, inChannel, db } = await runningBot(t);
  await people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  const chatter = [
    'thanks!',
    'great, looks good to me',
    'I will be in Delhi next week',
    'I will be in Delhi too',
    '<@UBOB> Android?',
    'iOS in Mumbai',
    'who booked the room?',
    'help',
  ];
  for (const text of chatter) await people.say('UALICE', 'C1', text, ts);
  await people.say('UALICE', 'C1', 'and Android?');
  await people.say('UALICE', 'C1', 'what about Android', ts);
  await reply('C1', /^Changed/);
  const { rows } = await db.query('select 1 from forecast_request');
  assert.equal(rows.length, 2);
  const own = inChannel('C1').filter(({ user }) => !['UALICE', 'UBOB'].includes(user));
  assert.deepEqual(
    own.filter(({ ephemeral_to }) => ephemeral_to),
    [],
  );
});

test('in a thread a flight can be made longer, and a plan left behind', async (t) => {
  const { people, reply, db } = await runningBot(t);
  await people.command('UALICE', 'women on iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  await people.say('UALICE', 'C1', 'extend by a week', ts);
  await reply('C1', /^Changed: Flight: 14 days from 23 Nov → 21 days from 23 Nov\./);

  await people.say('UALICE', 'C1', 'start over', ts);
  const question = await reply('C1', /^What should I forecast\? .*after the words “start over”/);
  assert.equal(question.thread_ts, ts);
  await people.say('UALICE', 'C1', 'start over: men in Pune', ts);
  assert.doesNotMatch((await reply('C1', /men in Pune, 23 Nov/)).text, /Changed|iOS/);

  await people.say('UALICE', 'C1', 'what about Birmingham', ts);
  await reply('C1', /^Which .Birmingham/);
  const { rows } = await db.query('select relation from forecast_request order by created_at');
  assert.deepEqual(rows, [{ relation: null }, { relation: 'follow-up' }, { relation: null }]);
});

test('a direct message goes on from the last plan only where it reads so', async (t) => {
  const { people, reply } = await runningBot(t);
  await people.say('UALICE', 'DALICE', 'women on iOS in Mumbai');
  const { ts } = await reply('DALICE', ANSWER);

  await people.say('UALICE', 'DALICE', 'and Android?');
  const changed = await reply('DALICE', /^Changed: .*women .*Android.* in Mumbai/s);
  assert.equal(changed.thread_ts, undefined);
  await people.say('UALICE', 'DALICE', 'cap 3 per day');
  await reply('DALICE', /^Changed: Frequency cap: none → at most 3 a day/);

  await people.say('UALICE', 'DALICE', 'men in Berlin');
  const anew = await reply('DALICE', /men in Berlin/);
  assert.doesNotMatch(anew.text, /Android|Changed/);

  await people.say('UALICE', 'DALICE', 'in Pune', ts);
  const inThread = await reply('DALICE', /^Changed: .*Mumbai → .*Pune/);
  assert.equal(inThread.thread_ts, ts);
});

test('a question in a thread keeps the plan of the thread', async (t) => {
  const { people, reply } = await runningBot(t);
  await people.say('UALICE', 'DALICE', 'women on Android in Mumbai');
  const { ts } = await reply('DALICE', ANSWER);
  await people.say('UALICE', 'DALICE', 'what about Birmingham', ts);
  const question = await reply('DALICE', /Which .Birmingham/);
  assert.equal(question.thread_ts, ts);
  await people.click('UALICE', { channel: 'DALICE', ts: question.ts }, 'forecast_option_1');
  const answer = await reply('DALICE', /^Changed.*women .*Android.*Birmingham, Alabama/s);
  assert.equal(answer.ts, question.ts);
});

test('an answer is broken down by what its menu offers, in its thread', async (t) => {
  const { people, reply, db } = await runningBot(t, {
    forecast: ({ id, plan, breakdownBy }) => {
      const forecast = { ...sampleForecast(), id, plan };
      const { impressions } = forecast.total;
      const breakdown = [{ value: 'IN-MH/Mumbai', share: 1, impressions }];
      return breakdownBy === null ? forecast : { ...forecast, breakdown };
    },
  });
  await people.command('UALICE', 'iOS in India');
  const { ts, blocks } = await reply('C1', ANSWER);
  const choice = /"value":"([^"]+:city)"/.exec(JSON.stringify(blocks))?.[1];
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_break_down', choice);
  const parts = await reply(
    'C1',
    /^By city: Mumbai, Mah.r.shtra has 100% of the 17.4k impressions/,
  );
  assert.equal(parts.thread_ts, ts);

  const { rows } = await db.query(
    'select relation, breakdown_by from forecast_request order by created_at',
  );
  assert.deepEqual(rows[1], { relation: 'breakdown', breakdown_by: 'city' });
});
