import { acceptQuestion } from '../../../data/postgres/questions/questions.ts';
import { withPostgresRetry } from '../../../data/postgres/retry.ts';
import { readTopic } from '../../../prompts/ducky/read-topic.ts';
import { MAX_TEXT_LENGTH } from '../../../prompts/reading.ts';
import type { Asked } from '../asked.ts';
import { ask, tooLong } from '../asking/ask.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { requestInQuestion } from './request-in-question.ts';

/** Takes what somebody said to Ducky, once: a question about forecasts, or what to forecast. */
export async function hear(conversation: Conversation, asked: Asked): Promise<void> {
  try {
    const isQuestion = await asksAboutForecasts(conversation, asked);
    await (isQuestion ? askDucky : ask)(conversation, asked);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}

/** What 'the number' means depends on whether there is one to speak of. */
async function asksAboutForecasts(
  conversation: Conversation,
  { text, place }: Asked,
): Promise<boolean> {
  if (!readTopic(text)) return false;
  const hasForecast = (await requestInQuestion(conversation, place)) !== undefined;
  return readTopic(text, { hasForecast }) !== undefined;
}

/** Takes a question about forecasts, once; its answer follows by itself. */
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
 * Turns a question into an answer on its way: a stored row, then a job. What fails in between is
 * taken up by the reconciler, which finds the row.
 */
async function takeQuestion(
  conversation: Conversation,
  { text, requestedBy, teamId, place, key }: Asked,
): Promise<void> {
  const { db, queues, now, log } = conversation;
  const { channel, threadTs } = place;
  const requestId = await requestInQuestion(conversation, place);
  const destination = { channel, ...(threadTs && { threadTs }) };
  const wanted = { dedupeKey: key, requestedBy, teamId, text, requestId, destination };
  const question = await withPostgresRetry(() => acceptQuestion(db, wanted, now()));
  if (!question) return;
  await queues.add({ name: 'answer', questionId: question.id }).catch((error: Error) => {
    log.error({ questionId: question.id, reason: error.message }, 'question not queued yet');
  });
}
