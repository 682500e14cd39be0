import { restingThreadOf } from '../../../data/postgres/questions/thread-questions.ts';
import type { Conversation } from '../conversation.ts';

/**
 * Ends the thinking status that Slack shows, once no question of the thread is open: Slack shows it
 * by thread, not by question.
 */
export async function endThinking(
  { db, agent }: Pick<Conversation, 'db' | 'agent'>,
  questionId: string,
): Promise<void> {
  const thread = await restingThreadOf(db, questionId);
  if (thread) await agent.setThinking(thread, false);
}
