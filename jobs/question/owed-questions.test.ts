import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import {
  acceptQuestion,
  findQuestion,
  finishQuestion,
} from '../../data/postgres/questions/questions.ts';
import { recoverLostJobs } from '../reconcile/recover-lost-jobs.ts';
import { openTestQueues } from '../testing/queues.ts';
import { NOW, openTestPostgres } from '../testing/stores.ts';
import { OWED_QUESTIONS } from './owed-questions.ts';

const log = pino({ level: 'silent' });

test('a question without its job gets one, and one whose job died of it is told so', async (t) => {
  const { url, pool } = await openTestPostgres(t);
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const accept = async (dedupeKey: string) => {
    const destination = { channel: 'C1' };
    const wanted = { dedupeKey, requestedBy: 'UALICE', text: 'why?', destination };
    const question = await acceptQuestion(pool, wanted, NOW);
    return { name: 'answer', questionId: question?.id ?? assert.fail('accepted before') } as const;
  };
  const broken = await accept('broken');
  await queues.add(broken);
  const handler = () => Promise.reject(new Error('died'));
  await queues.startWorker('answer', {
    processor: { handler, timeoutMs: 5_000 },
    concurrency: 1,
  });
  await assert.rejects(queues.waitFor(broken, 20_000), /died/);

  const [lost, untold] = [await accept('lost'), await accept('untold')];
  await finishQuestion(pool, untold.questionId, { status: 'failed', failure: 'No.', at: NOW });
  const clock = () => new Date(NOW.getTime() + 10_000);
  const added: unknown[] = [];
  const watched = {
    add: async (job: Parameters<typeof queues.add>[0]) => void added.push(job),
    state: (job: Parameters<typeof queues.state>[0]) => queues.state(job),
  };
  await recoverLostJobs({ pool, queues: watched, clock, log }, OWED_QUESTIONS);
  assert.deepEqual(added, [broken, lost, untold]);
  const { status, failure } = (await findQuestion(pool, broken.questionId)) ?? {};
  assert.equal(status, 'failed');
  assert.match(failure ?? '', /tried to answer several times and could not/);
});
