import { findQuestion, finishQuestion } from '../../../data/postgres/questions/questions.ts';
import { openQuestionsOfThread } from '../../../data/postgres/questions/thread-questions.ts';
import { onlyBy } from '../../blocks/not-yours.ts';
import { notice } from '../../blocks/notice.ts';
import { isAdmin } from '../admins.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { stopJob } from '../jobs.ts';
import { type TellServices, tellAnswer } from './tell-answer.ts';
import { endThinking } from './thinking.ts';

export type StopServices = TellServices & Pick<Conversation, 'queues' | 'admins'>;

interface StopWish {
  /** The Slack user. */
  user: string;
  tellAsker: Asked['tellAsker'];
}

/**
 * Stops an answer that is being written when somebody clicks Stop: only whoever asked, or an
 * administrator, may. What was said is kept.
 */
export async function stopAnswer(
  services: StopServices,
  wish: StopWish & { questionId: string },
): Promise<void> {
  try {
    await stop(services, wish);
  } catch (error) {
    await tellFailure(services, wish, error);
  }
}

/**
 * Stops what Ducky is saying in a thread, on Slack's own stop button: those messages, or all where
 * none is named.
 */
export async function stopThread(
  services: StopServices,
  { messageTss, channel, threadTs, ...wish }: StopWish & StoppedThread,
): Promise<void> {
  try {
    const open = await openQuestionsOfThread(services.db, { channel, threadTs });
    const isMeant = (messageTs: string | null) =>
      messageTss.length === 0 || (messageTs !== null && messageTss.includes(messageTs));
    for (const { id: questionId, messageTs } of open) {
      if (isMeant(messageTs)) await stop(services, { ...wish, questionId });
    }
  } catch (error) {
    await tellFailure(services, wish, error);
  }
}

interface StoppedThread {
  channel: string;
  threadTs: string;
  messageTss: readonly string[];
}

/**
 * Stores the question as stopped, cancels its job in whatever process does it, and tells the
 * outcome.
 */
async function stop(
  services: StopServices,
  { questionId, user, tellAsker }: StopWish & { questionId: string },
): Promise<void> {
  const { db, admins, now } = services;
  const question = await findQuestion(db, questionId);
  if (!question) return tellAsker(notice('I do not know this question any more.'));
  const { requestedBy } = question;
  const mayStop = requestedBy === user || isAdmin(admins, user);
  if (!mayStop) return tellAsker(onlyBy(requestedBy, 'stop this answer'));
  const isFirst = await finishQuestion(db, questionId, { status: 'stopped', by: user, at: now() });
  if (!isFirst) return tellAsker(notice('Too late to stop: this answer has already ended.'));
  await stopJob(services, { name: 'answer', questionId });
  await tellAnswer(services, questionId);
  await endThinking(services, questionId);
}
