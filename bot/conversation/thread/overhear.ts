import { planHash } from '../../../data/plan.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { latestOfThread } from '../../../data/postgres/requests/thread-requests.ts';
import { MAX_TEXT_LENGTH, type Reading } from '../../../prompts/reading.ts';
import type { Asked } from '../asked.ts';
import { answerReading, readText } from '../asking/ask.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf, tellFailure } from '../failure.ts';
import { continues } from './previous.ts';

/** Words with which people speak to each other. */
const PEOPLE = /\b(?:i|me|my|you|your|he|she|they|their)\b|<@/i;

/** A text that was heard in a thread, and the plan it would change. */
interface Overheard {
  reading: Extract<Reading, { kind: 'plan' | 'compare' }>;
  previous: ForecastRequest;
}

/**
 * Hears what people say in a thread of ours without naming Ducky. What reads as a change of its
 * plan, or as a comparison with it, is answered; anything else is theirs, and left alone.
 */
export async function overhear(conversation: Conversation, asked: Asked): Promise<void> {
  const heard = await listen(conversation, asked).catch((error: unknown) => {
    conversation.log.warn({ reason: reasonOf(error) }, 'could not follow a thread');
  });
  if (!heard) return;
  try {
    const { reading, previous } = heard;
    await answerReading(conversation, { ...asked, previous }, reading);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}

async function listen(
  conversation: Conversation,
  { text, key, place: { channel, threadTs } }: Asked,
): Promise<Overheard | undefined> {
  if (threadTs === undefined || !mayBeMeant(text)) return undefined;
  const previous = await latestOfThread(conversation.db, { channel, threadTs });
  if (!previous || !conversation.seen.add(key)) return undefined;
  const reading = await readText(conversation, text, { previous: previous.plan });
  if (reading.kind === 'compare') return { reading, previous };
  const isChange = reading.kind === 'plan' && planHash(reading.plan) !== previous.planHash;
  return isChange ? { reading, previous } : undefined;
}

function mayBeMeant(text: string): boolean {
  if (text.length > MAX_TEXT_LENGTH) return false;
  return continues(text) || !PEOPLE.test(text);
}
