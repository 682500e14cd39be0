import { readTopic } from '../../../prompts/ducky/read-topic.ts';
import { MAX_TEXT_LENGTH } from '../../../prompts/reading.ts';
import { tooManyQuestions } from '../../blocks/asking/too-many-running.ts';
import type { Asked } from '../asked.ts';
import { ask, tooLong } from '../asking/ask.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { queueOwed } from '../jobs.ts';
import { acceptQuestionOfPerson } from './question-limit.ts';
import { requestInQuestion } from './request-in-question.ts';

/**
 * Routes a message to Ducky, once: by its topic it is a question about forecasts, or says what to
 * forecast.
 */
export async function routeMessage(conversation: Conversation, asked: Asked): Promise<void> {
  const isQuestion = asked.text.length <= MAX_TEXT_LENGTH && readTopic(asked.text) !== undefined;
  await (isQuestion ? askDucky : ask)(conversation, asked);
}

/** Accepts a question about forecasts, once; its answer follows by itself. */
export async function askDucky(conversation: Conversation, asked: Asked): Promise<void> {
  if (!conversation.seen.add(asked.key)) return;
  try {
    if (asked.text.length > MAX_TEXT_LENGTH) return await asked.tellAsker(tooLong(asked.text));
    await takeQuestion(conversation, asked);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}

/**
 * Accepts a question within its person's limit: stores its row, then queues its job. What fails in
 * between is taken up by the reconciler, which finds the row.
 */
async function takeQuestion(conversation: Conversation, asked: Asked): Promise<void> {
  const { text, requestedBy, teamId, place, key, tellAsker } = asked;
  const requestId = await requestInQuestion(conversation, asked);
  const { channel, threadTs } = place;
  const destination = { channel, ...(threadTs && { threadTs }) };
  const wanted = { dedupeKey: key, requestedBy, teamId, text, requestId, destination };
  const accepted = await acceptQuestionOfPerson(conversation, wanted);
  if ('waiting' in accepted) return tellAsker(tooManyQuestions(accepted.waiting));
  if ('repeated' in accepted) return;
  const { id: questionId } = accepted.question;
  await queueOwed(conversation, { name: 'answer', questionId }, { isNew: true });
}
