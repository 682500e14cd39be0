import { latestQuestionOfThread } from '../../../data/postgres/questions/thread-questions.ts';
import {
  latestOfChannel,
  latestOfThread,
} from '../../../data/postgres/requests/thread-requests.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { MEMORY_MS } from '../thread/context-age.ts';

/**
 * The id of the request whose forecast a question is about: the latest of its thread, or the one
 * that the thread's questions were about; elsewhere the latest of the channel in the past hour.
 */
export async function requestInQuestion(
  { db, now }: Pick<Conversation, 'db' | 'now'>,
  { place, saidIn = place }: Pick<Asked, 'place' | 'saidIn'>,
): Promise<string | undefined> {
  const { channel, threadTs } = saidIn;
  if (threadTs === undefined) {
    const since = new Date(now().getTime() - MEMORY_MS);
    return (await latestOfChannel(db, { channel, since }))?.id;
  }
  const thread = { channel, threadTs };
  const request = await latestOfThread(db, thread);
  if (request) return request.id;
  return (await latestQuestionOfThread(db, thread))?.requestId ?? undefined;
}
