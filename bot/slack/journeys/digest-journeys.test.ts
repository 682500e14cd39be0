import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { findDigest, finishDigest } from '../../../data/postgres/plans/digests.ts';
import { savePlan } from '../../../data/postgres/plans/plans.ts';
import { DIGEST_STEPS } from '../../../jobs/contract.ts';
import { digestsRules } from '../../../jobs/digest/digests.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { sampleDigest } from '../../testing/sample-digest.ts';

const ANSWER = /About 1.2k impressions a day/;
const DIGEST = /^Weekly digest for 23 Nov to 29 Nov/;
const WAIT_MS = 10_000;

/** A bot with a worker that makes the same digest for every channel, once released. */
async function openDigests(t: TestContext, { bots = 1, isHeld = false } = {}) {
  const bot = await runningBot(t, { bots });
  const { db, queues, slack, people, inChannel } = bot;
  const held = Promise.withResolvers<void>();
  if (!isHeld) held.resolve();
  t.after(() => held.resolve());
  await queues.startWorker('digest', {
    processor: {
      timeoutMs: 30_000,
      async handler({ digestId }, { progress }) {
        progress({ step: DIGEST_STEPS[1], fraction: 0.5 });
        await held.promise;
        const made = { status: 'made', result: sampleDigest(), forecasts: [] } as const;
        await finishDigest(db, digestId, { ...made, at: new Date() });
        await queues.add({ name: 'tell-digest', digestId });
      },
    },
    concurrency: 2,
  });
  const clock = () => new Date();
  const processor = digestsRules({ pool: db, queues, clock });
  await queues.startWorker('digests', { processor, concurrency: 1 });
  /** The form, filled in and sent. */
  const submit = async (user: string, values: Record<string, string>) => {
    const view = await slack.waitFor(() => slack.workspace.views.openFor(user)[0]);
    return people.submit(user, view.id, values);
  };
  const subscribe = async () => {
    await people.command('UALICE', 'digest');
    const { ts } = await bot.reply('C1', /has no weekly digest yet/);
    await people.click('UALICE', { channel: 'C1', ts }, 'digest_edit');
    await submit('UALICE', { weekday: 'fri', time: '16:30', zone: 'Europe/Berlin' });
    return bot.reply('C1', /subscribed this channel to a weekly digest/);
  };
  /** Messages that everybody in the channel sees. */
  const toAll = () => inChannel('C1').filter(({ ephemeral_to }) => !ephemeral_to);
  const digests = () => toAll().filter(({ text }) => DIGEST.test(text));
  return { ...bot, submit, subscribe, toAll, digests, release: held.resolve };
}

test('from an answer: its plan is saved and the channel subscribed, on the clock of the user', async (t) => {
  const { people, reply, slack, submit, db } = await openDigests(t);
  await people.command('UALICE', 'iOS in Mumbai');
  const { ts } = await reply('C1', ANSWER);
  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_digest');
  await submit('UALICE', { name: 'Mumbai iOS' });
  const { text } = await reply('C1', /subscribed this channel/);
  assert.match(
    text,
    /^<@UALICE> saved “Mumbai iOS” and subscribed .* Mondays at 09:00 \(Asia\/Kolkata\); next on Mon/,
  );
  const { rows } = await db.query('select name, status from plan');
  assert.deepEqual(rows, [{ name: 'Mumbai iOS', status: 'draft' }]);

  await people.click('UALICE', { channel: 'C1', ts }, 'forecast_digest');
  const view = await slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0]);
  assert.doesNotMatch(JSON.stringify(view.content), /Save this plan as/);
});

test('run now: a placeholder becomes the digest, once, however often it is clicked', async (t) => {
  const { people, reply, subscribe, digests, toAll, release, db, queues } = await openDigests(t, {
    bots: 2,
    isHeld: true,
  });
  const { ts } = await subscribe();
  const click = () => people.click('UBOB', { channel: 'C1', ts }, 'digest_run_now');
  await Promise.all([click(), click(), click()]);
  const placeholder = await reply('C1', /^Making the weekly digest.*\(step 2 of 2, 50%\)/);
  await reply('C1', /digest is on its way already/);
  release();
  const digest = await reply('C1', DIGEST);
  assert.equal(digest.ts, placeholder.ts);
  assert.match(JSON.stringify(digest.blocks), /data_visualization.*digest_unsubscribe/);
  assert.equal(digests().length, 1);
  assert.equal(toAll().length, 2);
  const { rows } = await db.query('select id from digest');
  assert.equal(rows.length, 1);
  await queues.waitFor({ name: 'tell-digest', digestId: rows[0].id }, WAIT_MS);
  assert.notEqual((await findDigest(db, rows[0].id))?.reportedAt, null);
});

test('a digest for a channel that is closed to us is paused, and whoever subscribed is told once', async (t) => {
  const { subscribe, slack, reply, inChannel, queues, db } = await openDigests(t, { bots: 2 });
  await subscribe();
  slack.workspace.changeChannel('C1', { is_archived: true });
  const longAgo = `created_at = now() - interval '9 days', next_run_at = now() - interval '1 day'`;
  await db.query(`update subscription set ${longAgo}`);
  await queues.add({ name: 'digests' });
  const said = await reply('DALICE', /could not post the weekly digest in <#C1>.*paused/);
  const { rows } = await db.query('select id from digest');
  const job = { name: 'tell-digest', digestId: rows[0].id } as const;
  await queues.waitFor(job, WAIT_MS);
  await queues.add(job);
  await queues.waitFor(job, WAIT_MS);
  assert.deepEqual(inChannel('DALICE'), [said]);
  assert.notEqual((await findDigest(db, rows[0].id))?.reportedAt, null);
  const { rows: left } = await db.query('select next_run_at from subscription');
  assert.deepEqual(left, [{ next_run_at: null }]);
});

test('anybody can pause, resume, edit and end the digest', async (t) => {
  const { people, reply, subscribe, submit, inChannel, db } = await openDigests(t);
  await subscribe();
  await people.command('UBOB', 'digest');
  const panel = await reply('C1', /^Fridays at 16:30 \(Europe\/Berlin\); next on Fri/);
  assert.equal(panel.ephemeral_to, 'UBOB');
  const at = { channel: 'C1', ts: panel.ts };

  await people.click('UBOB', at, 'digest_pause');
  const paused = await reply('C1', /It rests until somebody resumes it\. Paused\./);
  assert.equal(paused.ts, panel.ts, 'the panel is changed in place');
  await people.click('UBOB', at, 'digest_resume');
  assert.equal((await reply('C1', /^It goes on\. Fridays at 16:30/)).ts, panel.ts);

  await people.click('UBOB', at, 'digest_edit');
  await submit('UBOB', { weekday: 'tue', time: '08:00', zone: 'America/New_York' });
  await reply(
    'C1',
    /^<@UBOB> changed the weekly digest .* Tuesdays at 08:00 \(America\/New_York\)/,
  );

  await people.click('UBOB', at, 'digest_unsubscribe');
  await reply('C1', /^<@UBOB> ended the weekly digest/);
  await reply('C1', /This channel has no weekly digest yet/);
  assert.equal((await db.query('select from subscription')).rowCount, 0);
  assert.equal(inChannel('C1').filter(({ text }) => /^<@UBOB> ended/.test(text)).length, 1);
});

test('runs that were missed for weeks are one digest, whoever looks', async (t) => {
  const { subscribe, digests, reply, queues, db } = await openDigests(t, { bots: 2 });
  await subscribe();
  const longAgo = `created_at = now() - interval '60 days', next_run_at = now() - interval '40 days'`;
  await db.query(`update subscription set ${longAgo}`);
  for (let time = 0; time < 3; time += 1) {
    await queues.add({ name: 'digests' });
    await queues.waitFor({ name: 'digests' }, WAIT_MS);
  }
  await reply('C1', DIGEST);
  assert.equal(digests().length, 1);
  assert.equal((await db.query('select from digest')).rowCount, 1);
});

test('a digest that a crash left untold is told, once, by whichever bot is there', async (t) => {
  const { subscribe, digests, reply, queues, db } = await openDigests(t, { bots: 2 });
  await subscribe();
  const { rows } = await db.query(
    `insert into digest (channel, team_id, due_at, status, result, created_at, finished_at)
     values ('C1', 'TLOCAL', now(), 'made', $1, now() - interval '1 hour', now()) returning id`,
    [JSON.stringify(sampleDigest())],
  );
  const job = { name: 'tell-digest', digestId: rows[0].id } as const;
  for (let time = 0; time < 2; time += 1) {
    await queues.add({ name: 'digests' });
    await queues.add(job);
    await queues.waitFor({ name: 'digests' }, WAIT_MS);
    await queues.waitFor(job, WAIT_MS);
  }
  await reply('C1', DIGEST);
  assert.equal(digests().length, 1);
});

test('the plans of a channel are listed, booked, forecast again and archived', async (t) => {
  const { people, reply, db } = await openDigests(t);
  await people.command('UALICE', 'plans');
  await reply('C1', /No plan is saved in this channel yet/);
  const plan = { targeting: {}, flight: { start: '2026-11-01', end: '2026-11-30' } };
  const where = { teamId: 'TLOCAL', channel: 'C1', savedBy: 'UALICE' };
  await savePlan(db, { ...where, name: 'All <!channel>', status: 'draft', plan }, new Date());
  await people.command('UALICE', 'plans');
  const list = await reply(
    'C1',
    /^Saved plans of this channel: 1\.\nAll &lt;!channel&gt; \(draft\)/,
  );
  assert.equal(list.ephemeral_to, 'UALICE');
  const at = { channel: 'C1', ts: list.ts };

  await people.click('UALICE', at, 'plan_book');
  assert.equal((await reply('C1', /^Booked “All/)).ts, list.ts);
  await people.click('UALICE', at, 'plan_forecast');
  await reply('C1', ANSWER);
  const { rows } = await db.query(`select plan -> 'flight' as flight from forecast_request`);
  assert.deepEqual(rows, [{ flight: { start: '2026-11-23', end: '2026-11-30' } }]);
  await people.click('UALICE', at, 'plan_archive');
  assert.match((await reply('C1', /^Archived “All/)).text, /No plan is saved/);
});
