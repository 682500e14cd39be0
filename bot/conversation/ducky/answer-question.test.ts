import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../../../data/errors.ts';
import { findQuestion, finishQuestion } from '../../../data/postgres/questions/questions.ts';
import { NOTHING_SAID } from '../../../data/said.ts';
import { openAnswering } from '../../testing/answering.ts';
import { pausing, saying } from '../../testing/ducky-answers.ts';
import { answerQuestion, failAnswer } from './answer-question.ts';
import { stopAnswer } from './stop-answer.ts';

const never = new AbortController().signal;
const tooLate = new AppError('unavailable', 'This took too long.');

test('of two attempts at once one answer is told, and none of the other’s words', async (t) => {
  const { explain, release } = pausing();
  const { db, services, accept, slack, until } = await openAnswering(t, { explain });
  const id = await accept();
  const first = answerQuestion(services, id, never);
  await until(() => slack.shown().some((text) => text.includes('Sundays')));
  const said = { ...NOTHING_SAID, text: 'It is the weather.' };
  await finishQuestion(db, id, { status: 'answered', said, at: new Date() });
  release();
  await first;
  assert.equal(slack.shown().length, 1);
  assert.match(slack.shown().join(), /It is the weather/);
  assert.doesNotMatch(slack.shown().join(), /Sundays/);
});

test('an answer is stored before Slack is waited for, and waiting is no failure', async (t) => {
  const { services, accept, slack, until, status } = await openAnswering(t, saying());
  const turn = slack.holdTurns();
  const id = await accept();
  const answered = answerQuestion(services, id, never);
  await until(async () => (await status(id)) === 'answered');
  const inTurn = () => assert.fail('it waits for Slack again');
  await failAnswer({ ...services, messenger: { ...slack.messenger, inTurn } }, id, tooLate);
  assert.equal(await status(id), 'answered');
  turn.resolve();
  await answered;
  assert.equal(slack.shown().length, 1);
  assert.match(slack.shown().join(), /Nothing else moved it/);
});

test('an answer whose process ends in the middle is made anew and told whole, once', async (t) => {
  const { explain, release } = pausing();
  const { services, accept, slack, until, isOwed, status } = await openAnswering(t, { explain });
  const ending = new AbortController();
  const id = await accept();
  const broken = answerQuestion(services, id, ending.signal);
  await until(() => slack.shown().join().includes('Sundays'));
  ending.abort();
  await broken;
  assert.equal(await status(id), 'running');
  release();
  await answerQuestion(services, id, never);
  assert.equal(await isOwed(id), false);
  assert.equal(slack.shown().length, 1);
  assert.equal(slack.shown().join().split('Sundays').length, 2);
  assert.match(slack.shown().join(), /Nothing else moved it/);
});

test('Ducky thinks in a thread until none of its questions is open', async (t) => {
  const { services, accept, thinking } = await openAnswering(t, saying());
  const [first, second] = [await accept(), await accept()];
  await answerQuestion(services, first, never);
  assert.deepEqual(thinking, [true]);
  await answerQuestion(services, second, never);
  assert.deepEqual(thinking, [true, true, false]);
  await answerQuestion(services, second, never);
  assert.deepEqual(thinking, [true, true, false, false]);
});

test('a question is stopped while it waits, and even where its job cannot be told', async (t) => {
  const { explain, asked } = saying();
  const { db, services, accept, slack, thinking } = await openAnswering(t, { explain });
  const id = await accept();
  const told: string[] = [];
  const queues = { add: async () => {}, cancel: () => Promise.reject(new Error('queue away')) };
  const admins = { users: new Set<string>(), channels: new Set<string>() };
  const wish = { user: 'UALICE', tellAsker: async () => void told.push('told') };
  await stopAnswer({ ...services, queues, admins }, { questionId: id, ...wish });
  await answerQuestion(services, id, never);
  assert.match(slack.shown().join(), /^Stopped by <@UALICE>/);
  assert.equal((await findQuestion(db, id))?.status, 'stopped');
  assert.deepEqual([asked.length, told.length, thinking.includes(true)], [0, 0, false]);
});
