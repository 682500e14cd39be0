import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../../data/errors.ts';
import type { Explain } from '../../ducky/forecasts/question.ts';
import { openAnswering } from '../../testing/answering.ts';
import { pausing } from '../../testing/ducky-answers.ts';
import type { Messenger } from '../messenger.ts';
import { answerQuestion, failAnswer } from './answer-question.ts';

const never = new AbortController().signal;
/** After an update, and before the next, with no interval between them. */
const A_REST_MS = 5;
const tooLate = new AppError('unavailable', 'This took too long.');

test('an answer that grew is completed to the letter, whatever was in it', async (t) => {
  const text = (text: string) => ({ kind: 'text', text }) as const;
  const { explain, release } = pausing([text('It is \0\0\0low. '), text('Nothing else.')]);
  const { services, accept, slack, until } = await openAnswering(t, { explain });
  const answered = answerQuestion(services, await accept(), never);
  await until(() => slack.shown().join().includes('low'));
  release();
  await answered;
  assert.deepEqual(slack.shown(), ['It is low. Nothing else.']);
});

test('a message that takes no more words is not tried again before the answer is whole', async (t) => {
  let refused = 0;
  const explain: Explain = async function* () {
    for (let piece = 0; piece < 3; piece += 1) {
      yield { kind: 'text', text: 'It is low. ' };
      await until(() => refused > 0);
      await slack.messenger.inTurn('C1', async () => {}, 'progress');
      await sleep(A_REST_MS);
    }
  };
  const { services, accept, slack, until } = await openAnswering(t, { explain });
  const messenger: Messenger = {
    ...slack.messenger,
    startStream: async () => undefined,
    publish: async (place, message) => {
      const isUpdate = place.messageTs !== undefined && JSON.stringify(message).includes('Stop');
      if (!isUpdate) return slack.messenger.publish(place, message);
      refused += 1;
      return { refused: 'message' };
    },
    inTurn: (channel, work, rank) => slack.messenger.inTurn(channel, () => work(messenger), rank),
  };
  await answerQuestion({ ...services, messenger }, await accept(), never);
  assert.equal(refused, 1);
  assert.match(slack.shown().join(), /^(It is low\. ?){3}/);
});

test('few answers talk to Slack at once while they grow, and outcomes need not wait', async (t) => {
  const { explain, release } = pausing();
  const { services, accept, slack, until } = await openAnswering(t, { explain });
  const start = slack.holdStreams();
  const ids = await Promise.all(['C1', 'C2', 'C3', 'C4'].map(accept));
  const answered = ids.map((id) => answerQuestion(services, id, never));
  await until(() => slack.streamsBegun() >= 2);
  const failed = failAnswer(services, await accept('C5'), tooLate);
  await until(() => slack.shown().join().includes('I could not answer'));
  assert.equal(slack.streamsBegun(), 2);
  start.resolve();
  release();
  await Promise.all([failed, ...answered]);
  assert.equal(slack.shown().length, 5);
});
