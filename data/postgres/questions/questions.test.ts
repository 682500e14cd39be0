import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { NOTHING_SAID, type Said } from '../../said.ts';
import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import {
  markQuestionReported,
  markQuestionReportedElsewhere,
  owedAnswer,
  owedQuestions,
} from './owed-questions.ts';
import { storeQuestionVote } from './question-feedback.ts';
import {
  acceptQuestion,
  findQuestion,
  finishQuestion,
  type NewQuestion,
  setQuestionMessage,
  startQuestion,
  storeSaid,
} from './questions.ts';
import {
  earlierQuestions,
  latestQuestionOfThread,
  openQuestionsOfThread,
  questionOfMessage,
} from './thread-questions.ts';
import { acceptQuestionWithin } from './waiting-questions.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const SAID: Said = { ...NOTHING_SAID, text: 'Because \0of Sundays.', sources: ['README'] };
const LONG_AGO = new Date(0);

async function openQuestions(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  let asked = 0;
  const accept = async (wanted: Partial<NewQuestion> = {}) => {
    asked += 1;
    const question = {
      dedupeKey: `key ${asked}`,
      requestedBy: 'UALICE',
      text: `why ${asked}?`,
      destination: { channel: 'C1', threadTs: '1.1' },
      ...wanted,
    };
    const accepted = await acceptQuestion(pool, question, new Date(NOW.getTime() + asked));
    return accepted ?? assert.fail('accepted before');
  };
  const find = async (id: string) => (await findQuestion(pool, id)) ?? assert.fail('not stored');
  return { pool, accept, find };
}

test('the same event is one question, and text of any kind is kept', async (t) => {
  const { pool, accept, find } = await openQuestions(t);
  const question = await accept({ dedupeKey: 'k', text: 'why \0 \ud800?' });
  assert.equal((await find(question.id)).text, 'why  \ufffd?');
  const again = { dedupeKey: 'k', requestedBy: 'UBOB', text: 'x', destination: { channel: 'C1' } };
  assert.equal(await acceptQuestion(pool, again, NOW), undefined);
});

test('the first outcome wins, and what was said before it is kept', async (t) => {
  const { pool, accept, find } = await openQuestions(t);
  const { id } = await accept();
  assert.equal((await startQuestion(pool, id))?.status, 'running');
  assert.equal(await storeSaid(pool, id, SAID), true);
  assert.equal(await finishQuestion(pool, id, { status: 'stopped', by: 'UBOB', at: NOW }), true);
  assert.equal(
    await finishQuestion(pool, id, { status: 'answered', said: NOTHING_SAID, at: NOW }),
    false,
  );
  assert.equal(await storeSaid(pool, id, NOTHING_SAID), false);
  assert.equal(await startQuestion(pool, id), undefined);
  const { status, stoppedBy, said } = await find(id);
  assert.deepEqual([status, stoppedBy, said?.text], ['stopped', 'UBOB', 'Because of Sundays.']);
});

test('a question is owed until its outcome is told, or too old to be', async (t) => {
  const { pool, accept } = await openQuestions(t);
  const { id: open } = await accept();
  const { id: ended } = await accept();
  await finishQuestion(pool, ended, { status: 'failed', failure: 'no', at: NOW });
  const createdBefore = new Date(NOW.getTime() + 1_000);
  assert.deepEqual(await owedQuestions(pool, { createdBefore, endedAfter: LONG_AGO }), {
    open: [open],
    untold: [ended],
  });
  const limits = { createdBefore, endedAfter: createdBefore };
  assert.deepEqual(await owedQuestions(pool, limits), { open: [open], untold: [] });
  const young = { createdBefore: LONG_AGO, endedAfter: LONG_AGO };
  assert.deepEqual(await owedQuestions(pool, young), { open: [], untold: [] });
  await markQuestionReported(pool, ended, NOW);
  const untold = await owedQuestions(pool, { createdBefore, endedAfter: LONG_AGO });
  assert.deepEqual(untold, { open: [open], untold: [] });
});

test('a thread knows its questions, be its answer in it or its first message', async (t) => {
  const { pool, accept } = await openQuestions(t);
  const first = await accept({ destination: { channel: 'C1' } });
  await setQuestionMessage(pool, first.id, '1.1');
  const second = await accept();
  const third = await accept({ requestedBy: 'UBOB' });
  await accept({ destination: { channel: 'C2', threadTs: '1.1' } });
  const limits = { since: LONG_AGO, limit: 5 };
  assert.deepEqual(await earlierQuestions(pool, third, limits), [first.text, second.text]);
  assert.deepEqual(await earlierQuestions(pool, third, { ...limits, limit: 1 }), [second.text]);

  const thread = { channel: 'C1', threadTs: '1.1' };
  assert.equal((await latestQuestionOfThread(pool, thread))?.id, third.id);
  const message = { channel: 'C1', messageTs: '1.1' };
  assert.equal((await questionOfMessage(pool, message))?.id, first.id);
  await finishQuestion(pool, second.id, { status: 'failed', failure: 'no', at: NOW });
  const open = await openQuestionsOfThread(pool, thread);
  assert.deepEqual(new Set(open.map(({ id }) => id)), new Set([first.id, third.id]));
});

test('outside of threads the same person’s own questions come before, and no others', async (t) => {
  const { pool, accept } = await openQuestions(t);
  const destination = { channel: 'C1' };
  const own = await accept({ destination });
  await accept({ destination, requestedBy: 'UBOB' });
  await accept();
  const last = await accept({ destination });
  const limits = { since: LONG_AGO, limit: 5 };
  assert.deepEqual(await earlierQuestions(pool, last, limits), [own.text]);
  assert.deepEqual(await earlierQuestions(pool, last, { ...limits, since: last.createdAt }), []);
});

test('nobody has more open questions than allowed, be they asked at once or twice', async (t) => {
  const { pool, accept } = await openQuestions(t);
  await accept({ requestedBy: 'UBOB' });
  const ask = (dedupeKey: string) => {
    const destination = { channel: 'C1' };
    const wanted = { dedupeKey, requestedBy: 'UALICE', text: `${dedupeKey}?`, destination };
    return acceptQuestionWithin(pool, wanted, { limit: 2, now: NOW });
  };
  const answers = await Promise.all(['a', 'b', 'c'].map(ask));
  const accepted = answers.flatMap((each) => ('question' in each ? each.question : []));
  const refused = answers.flatMap((each) => ('waiting' in each ? [each.waiting] : []));
  assert.deepEqual(
    refused.map((waiting) => new Set(waiting.map(({ id }) => id))),
    [new Set(accepted.map(({ id }) => id))],
  );
  const [first] = accepted;
  assert.ok(first);
  assert.deepEqual(await ask(first.text.slice(0, 1)), { repeated: true });
  await finishQuestion(pool, first.id, { status: 'failed', failure: 'no', at: NOW });
  assert.ok('question' in (await ask('d')));
});

test('where an outcome is owed is known without reading it', async (t) => {
  const { pool, accept, find } = await openQuestions(t);
  const { id, destination } = await accept();
  assert.equal(await owedAnswer(pool, id), undefined);
  await finishQuestion(pool, id, { status: 'answered', said: SAID, at: NOW });
  await pool.query(`update question set said = '{}' where id = $1`, [id]);
  assert.deepEqual(await owedAnswer(pool, id), {
    requestedBy: 'UALICE',
    destination,
    askedAt: new Date(NOW.getTime() + 1),
    isAnswered: true,
  });
  const elsewhere = { channel: 'DALICE', messageTs: '2.2' };
  await markQuestionReportedElsewhere(pool, id, { destination: elsewhere, at: NOW });
  assert.equal(await owedAnswer(pool, id), undefined);
  await pool.query('update question set said = $2 where id = $1', [
    id,
    JSON.stringify(NOTHING_SAID),
  ]);
  assert.deepEqual((await find(id)).destination, elsewhere);
});

test('a person has one vote, the last one', async (t) => {
  const { pool, accept } = await openQuestions(t);
  const { id: questionId } = await accept();
  const vote = { questionId, givenBy: 'UBOB', teamId: undefined };
  const store = (given: 'good' | 'bad') => storeQuestionVote(pool, { ...vote, vote: given }, NOW);
  assert.deepEqual(
    [await store('good'), await store('good'), await store('bad')],
    [true, false, true],
  );
  const unknown = { ...vote, questionId: '00000000-0000-4000-8000-000000000000' };
  assert.equal(await storeQuestionVote(pool, { ...unknown, vote: 'good' }, NOW), false);
});
