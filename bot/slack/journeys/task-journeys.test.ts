import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { inTransaction } from '../../../data/postgres/client.ts';
import { servingVersion } from '../../../data/postgres/models/models.ts';
import { acceptTask, startTask, succeedTask } from '../../../data/postgres/tasks/tasks.ts';
import { promoteModel } from '../../../data/testing/promote-model.ts';
import { jobOfTask } from '../../../jobs/contract.ts';
import { type RunningBotOptions, runningBot } from '../../testing/running-bot.ts';
import { sampleComparison } from '../../testing/sample-comparison.ts';

const AT = new Date('2026-11-20T10:00:00Z');

/** A bot beside a trainer that finds each new model somewhat better, once it is let. */
async function botWithTrainer(t: TestContext, options: RunningBotOptions = {}) {
  const bot = await runningBot(t, options);
  const { db, queues, slack, people } = bot;
  const held = Promise.withResolvers<void>();
  if (!options.isHeld) held.resolve();
  t.after(() => held.resolve());
  await queues.startWorker('retrain', {
    processor: {
      timeoutMs: 30_000,
      async handler({ taskId = '' }, { progress, signal }) {
        if (!(await startTask(db, taskId))) return;
        progress({ step: 'Training', fraction: 0.4 });
        await Promise.race([held.promise, rejection(signal)]);
        await inTransaction(db, (client) =>
          succeedTask(client, taskId, { result: RESULT, at: AT }),
        );
        await queues.add({ name: 'tell-task', taskId });
      },
    },
    concurrency: 1,
  });
  const openModal = async (user: string, text: string) => {
    await people.command(user, text);
    return slack.waitFor(() => slack.workspace.views.openFor(user)[0]);
  };
  const audit = async () =>
    (await db.query('select actor, action, outcome, detail from audit order by id')).rows;
  return { ...bot, release: held.resolve, openModal, audit };
}

const rejection = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const RESULT = {
  action: 'retrain',
  version: 'v2',
  verdict: {
    decision: 'promoted',
    reason: 'Its daily error is 10% lower.',
    comparison: sampleComparison(),
  },
} as const;

test('a retraining is confirmed, shows its progress and posts its report in the same message', async (t) => {
  const { openModal, people, reply, release, inChannel, audit } = await botWithTrainer(t, {
    isHeld: true,
  });
  const view = await openModal('UBOB', 'retrain');
  assert.match(JSON.stringify(view.content.blocks), /measure it and the serving one on the same/);
  assert.equal((await people.submit('UBOB', view.id, {})).ok, true);
  const { ts } = await reply('C1', /^Retraining the model. Training \(step 2 of 3, 40%\)/);
  release();

  const report = await reply('C1', /^Model v2 serves now/);
  assert.equal(report.ts, ts);
  assert.match(report.text, /Daily error: 18.0%; serving: 20.0%/);
  assert.match(report.text, /same 2,400 daily forecasts/);
  const types = report.blocks?.map(({ type }) => type);
  assert.deepEqual(types, ['section', 'table', 'context']);
  assert.equal(inChannel('C1').length, 1);
  const [entry, ...others] = await audit();
  assert.deepEqual(others, []);
  assert.equal(entry.actor, 'UBOB');
  assert.equal(entry.outcome, 'succeeded');
  assert.equal(entry.detail.version, 'v2');
});

test('who is no administrator is refused kindly, and that is audited', async (t) => {
  const { people, reply, inChannel, slack, audit } = await botWithTrainer(t);
  for (const text of ['retrain', 'rollback', 'generate']) {
    await people.command('UALICE', text);
    const wish = { retrain: 'retrain', rollback: 'go back', generate: 'generate' }[text];
    const { ephemeral_to } = await reply(
      'C1',
      new RegExp(`Only Ducky’s administrators can ${wish}`),
    );
    assert.equal(ephemeral_to, 'UALICE');
  }
  assert.equal(slack.workspace.views.openFor('UALICE').length, 0);
  assert.equal(inChannel('C1').length, 3);
  const why = { why: 'not an administrator', channel: 'C1' };
  assert.deepEqual(
    await audit(),
    ['retrain', 'rollback', 'generate'].map((action) => ({
      actor: 'UALICE',
      action,
      outcome: 'refused',
      detail: why,
    })),
  );
});

test('rights that went between opening and submitting are not used', async (t) => {
  const { openModal, people, reply, admins, db, audit } = await botWithTrainer(t);
  const view = await openModal('UBOB', 'retrain');
  admins.delete('UBOB');
  await people.submit('UBOB', view.id, {});
  assert.equal((await reply('C1', /Only Ducky’s administrators/)).ephemeral_to, 'UBOB');
  assert.equal((await db.query('select from task')).rowCount, 0);
  assert.equal((await audit())[0].outcome, 'refused');
});

test('a modal submitted twice runs once, to whatever process it goes', async (t) => {
  const impatient = { ackTimeoutMs: 0 };
  const { openModal, people, reply, inChannel, db } = await botWithTrainer(t, {
    bots: 2,
    slack: impatient,
  });
  const view = await openModal('UBOB', 'retrain');
  await Promise.all([1, 2, 3].map(() => people.submit('UBOB', view.id, {})));
  await reply('C1', /^Model v2 serves now/);
  assert.equal((await db.query('select from task')).rowCount, 1);
  assert.equal(inChannel('C1').filter(({ ephemeral_to }) => !ephemeral_to).length, 1);
});

test('a second training is told whose is running, before and after its modal opens', async (t) => {
  const { openModal, people, reply, release, audit, slack, inChannel } = await botWithTrainer(t, {
    isHeld: true,
    admins: ['UBOB', 'UALICE'],
  });
  const late = await openModal('UALICE', 'generate');
  const first = await openModal('UBOB', 'retrain');
  await people.submit('UBOB', first.id, {});
  await reply('C1', /^Retraining the model. Training/);
  await people.command('UALICE', 'retrain');
  const busy = /^<@UBOB> is retraining the model in <#C1>/;
  assert.equal((await reply('C1', busy)).ephemeral_to, 'UALICE');
  assert.equal((await people.submit('UALICE', late.id, {})).ok, true);
  await slack.waitFor(() => inChannel('C1').filter(({ text }) => busy.test(text)).length === 2);
  release();
  await reply('C1', /^Model v2 serves now/);
  const entries = await audit();
  const refused = entries.find(({ outcome }) => outcome === 'refused');
  assert.equal(refused.actor, 'UALICE');
  assert.equal(refused.detail.why, 'another task runs');
});

test('an administrator cancels a running training, nobody else does, and it is told once', async (t) => {
  const { openModal, people, reply, inChannel, audit } = await botWithTrainer(t, { isHeld: true });
  const view = await openModal('UBOB', 'retrain');
  await people.submit('UBOB', view.id, {});
  const { ts } = await reply('C1', /Training \(step 2/);
  const at = { channel: 'C1', ts };
  await people.click('UALICE', at, 'task_cancel');
  await reply('C1', /Only Ducky’s administrators can cancel this/);
  await people.click('UBOB', at, 'task_cancel');
  const told = await reply('C1', /Cancelled.* by <@UBOB>: retraining the model/);
  assert.equal(told.ts, ts);
  assert.equal(inChannel('C1').filter(({ ephemeral_to }) => !ephemeral_to).length, 1);
  const outcomes = (await audit()).map(({ action, outcome }) => [action, outcome]);
  assert.deepEqual(outcomes, [
    ['cancel', 'refused'],
    ['retrain', 'cancelled'],
  ]);
});

test('a cancelled training is told even where no worker can be told to stop', async (t) => {
  const { openModal, people, reply, release, queues, inChannel } = await botWithTrainer(t, {
    isHeld: true,
  });
  t.mock.method(queues, 'cancel', () => Promise.reject(new Error('The queue is away.')));
  const view = await openModal('UBOB', 'retrain');
  await people.submit('UBOB', view.id, {});
  const { ts } = await reply('C1', /Training \(step 2/);
  await people.click('UBOB', { channel: 'C1', ts }, 'task_cancel');
  assert.equal((await reply('C1', /Cancelled.* by <@UBOB>: retraining the model/)).ts, ts);
  assert.equal(inChannel('C1').length, 1);
  release();
});

test('an earlier model is chosen by its date and error, and serves again', async (t) => {
  const { openModal, people, db, queues, reply } = await botWithTrainer(t);
  await people.command('UBOB', 'rollback');
  await reply('C1', /There is no earlier model to go back to/);
  for (const version of ['v1', 'v2', 'v3']) await promoteModel(db, storedModel(version), AT);
  await people.command('UBOB', 'rollback v9&lt;!channel&gt;');
  assert.match((await reply('C1', /No earlier model is called v9/)).text, /v9&lt;!channel&gt;/);

  const view = await openModal('UBOB', 'rollback v1');
  const written = JSON.stringify(view.content.blocks);
  assert.match(written, /served from 20 Nov 2026, daily error 12.3%/);
  assert.match(written, /"initial_option":\{"value":"v1"/);
  await queues.startWorker('task', {
    processor: {
      timeoutMs: 10_000,
      async handler({ taskId }) {
        const task = await startTask(db, taskId);
        assert.ok(task?.action === 'rollback');
        const result = { ...task.parameters, action: 'rollback', replaced: 'v3' } as const;
        await inTransaction(db, (client) => succeedTask(client, taskId, { result, at: AT }));
        await queues.add({ name: 'tell-task', taskId });
      },
    },
    concurrency: 1,
  });
  await people.submit('UBOB', view.id, {});
  await reply('C1', /Model v1 serves again.*in place of v3/);
  assert.equal(await servingVersion(db), 'v3');
});

test('a task that a crash left before its placeholder and job is told all the same, once', async (t) => {
  const { db, queues, reply, inChannel } = await botWithTrainer(t);
  const order = { action: 'retrain', parameters: {} } as const;
  const asked = {
    order,
    dedupeKey: 'view:V1',
    requestedBy: 'UBOB',
    destination: { channel: 'C1' },
  };
  const accepted = await acceptTask(db, asked, AT);
  const task = 'task' in accepted ? accepted.task : assert.fail();
  // As the reconciler does.
  await queues.add(jobOfTask(task));
  await reply('C1', /^Model v2 serves now/);
  const tell = { name: 'tell-task', taskId: task.id } as const;
  await queues.waitFor(tell, 10_000);
  await queues.add(tell);
  await queues.waitFor(tell, 10_000);
  assert.equal(inChannel('C1').length, 1);
});

test('the size of a history is checked under its field', async (t) => {
  const { openModal, people, reply } = await botWithTrainer(t);
  const view = await openModal('UBOB', 'generate');
  assert.match(JSON.stringify(view.content.blocks), /Real data are never touched/);
  const wrong = { days: '0', rows: '1.5', seed: '7' };
  const refused = await people.submit('UBOB', view.id, wrong);
  assert.deepEqual(refused.errors, {
    rows: 'Use a whole number from 1 to 1,000,000,000.',
    days: 'Use a whole number from 1 to 3,660.',
  });
  const right = { days: '30', rows: '5000', seed: '7' };
  assert.equal((await people.submit('UBOB', view.id, right)).ok, true);
  await reply('C1', /^Generating a history of 5,000 requests over 30 days, seed 7. Waiting/);
});

function storedModel(version: string) {
  const served = { count: 9, wape: 0.123, bias: 0, pinball: 0.04, coverage80: 0.8 };
  const metadata = { method: 'xgboost', dataThrough: '2026-11-19', metrics: { served } };
  return { version, artifact: '{}', metadata, trainedAt: AT };
}
