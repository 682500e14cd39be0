import { latestQuestionOfThread } from '../../../data/postgres/questions/thread-questions.ts';
import { latestOfThread } from '../../../data/postgres/requests/thread-requests.ts';
import { readTopic } from '../../../prompts/ducky/read-topic.ts';
import { MAX_TEXT_LENGTH } from '../../../prompts/reading.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { speaksOfPeople } from '../thread/people.ts';
import { askDucky } from './ask-ducky.ts';

/**
 * Answers a question about forecasts that is heard in a thread of ours without naming Ducky, unless
 * it is about, or for, somebody else. 'You' may be Ducky: `how right were you?`
 * @returns false where it is none.
 */
export async function overhearQuestion(conversation: Conversation, asked: Asked): Promise<boolean> {
  const { text, place } = asked;
  if (text.length > MAX_TEXT_LENGTH || speaksOfPeople(text) || !readTopic(text)) return false;
  if (!(await isOurThread(conversation, place))) return false;
  await askDucky(conversation, asked);
  return true;
}

/** Whether a forecast or an answer of ours is in the thread. */
async function isOurThread(
  { db }: Conversation,
  { channel, threadTs }: Asked['place'],
): Promise<boolean> {
  if (threadTs === undefined) return false;
  const thread = { channel, threadTs };
  const ours = (await latestOfThread(db, thread)) ?? (await latestQuestionOfThread(db, thread));
  return ours !== undefined;
}
