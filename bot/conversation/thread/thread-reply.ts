import { planHash } from '../../../data/plan.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { latestOfThread } from '../../../data/postgres/requests/thread-requests.ts';
import { startsOver } from '../../../prompts/reader/follow-up/start-over.ts';
import { MAX_TEXT_LENGTH, type Reading } from '../../../prompts/reading.ts';
import type { Asked } from '../asked.ts';
import { answerReading, readText } from '../asking/ask.ts';
import type { Conversation } from '../conversation.ts';
import { overhearQuestion } from '../ducky/overhear-question.ts';
import { reasonOf, tellFailure } from '../failure.ts';
import { speaksToPeople } from './people.ts';
import { continues, opensAsChange } from './previous.ts';

/** A text that was heard in a thread, and the plan it would change. */
interface Overheard {
  reading: Reading;
  previous: ForecastRequest;
}

/**
 * Handles replies in a thread of ours that do not mention Ducky. What reads as a change of its
 * plan, whole or with one part in question, as a comparison with it, or as a question about it, is
 * answered; anything else is theirs, and left alone.
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

/**
 * Parses a reply that people wrote in a thread; undefined where it is not meant for Ducky, or a
 * question and so answered already.
 */
async function listen(conversation: Conversation, asked: Asked): Promise<Overheard | undefined> {
  const { text, key } = asked;
  const { channel, threadTs } = asked.place;
  if (await overhearQuestion(conversation, asked)) return undefined;
  if (threadTs === undefined || !mayBeMeant(text)) return undefined;
  const previous = await latestOfThread(conversation.db, { channel, threadTs });
  if (!previous || !conversation.seen.add(key)) return undefined;
  const reading = await readText(conversation, text, { previous: previous.plan });
  return isForDucky(reading, { text, previous }) ? { reading, previous } : undefined;
}

/**
 * Whether a parsed reply is meant for Ducky: it changes the plan, compares with it, or starts over.
 */
function isForDucky(
  reading: Reading,
  { text, previous }: { text: string; previous: ForecastRequest },
): boolean {
  switch (reading.kind) {
    case 'plan':
      return planHash(reading.plan) !== previous.planHash;
    case 'compare':
      return true;
    case 'question':
      return startsOver(text) || (continues(text) && reading.about !== 'text');
    case 'outOfScope':
      return false;
  }
}

function mayBeMeant(text: string): boolean {
  if (text.length > MAX_TEXT_LENGTH) return false;
  return opensAsChange(text) || !speaksToPeople(text);
}
