import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../../../data/errors.ts';
import { finishQuestion } from '../../../data/postgres/questions/questions.ts';
import { NOTHING_SAID } from '../../../data/said.ts';
import { openAnswering } from '../../testing/answering.ts';
import { saying } from '../../testing/ducky-answers.ts';
import { answerQuestion } from './answer-question.ts';
import { tellAnswer } from './tell-answer.ts';

const never = new AbortController().signal;
const away = new AppError('unavailable', 'Slack is away.', { retryable: true });

test('an answer whose channel is closed stays owed until it is told directly, once', async (t) => {
  const { services, accept, slack, isOwed } = await openAnswering(t, saying());
  const id = await accept();
  slack.close('C1');
  const openDirect = () => Promise.reject(away);
  await assert.rejects(answerQuestion({ ...services, openDirect }, id, never), /Slack is away/);
  assert.equal(await isOwed(id), true);
  const crashing = { ...services, now: () => assert.fail('crashed before it was marked') };
  await assert.rejects(tellAnswer(crashing, id), /crashed/);
  await tellAnswer(services, id);
  await tellAnswer(services, id);
  assert.equal(await isOwed(id), false);
  assert.equal(slack.shown().length, 1);
  assert.match(slack.shown().join(), /You asked in <#C1>.*\n.*Sundays/);
});

test('whoever can be told nowhere is not waited for', async (t) => {
  const { services, accept, slack, isOwed } = await openAnswering(t, saying());
  const id = await accept();
  for (const channel of ['C1', 'DALICE']) slack.close(channel);
  await answerQuestion(services, id, never);
  assert.equal(await isOwed(id), false);
});

test('of an answer that this version cannot read, that much is told', async (t) => {
  const { db, services, accept, slack, isOwed } = await openAnswering(t, saying());
  const id = await accept();
  await finishQuestion(db, id, { status: 'answered', said: NOTHING_SAID, at: new Date() });
  await db.query(`update question set said = '{}' where id = $1`, [id]);
  await answerQuestion(services, id, never);
  assert.match(slack.shown().join(), /another version of Ducky.*Ask anew/);
  assert.equal(await isOwed(id), false);
});
