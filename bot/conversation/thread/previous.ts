import { type Day, dayIn } from '../../../data/calendar.ts';
import { targetedDimensions } from '../../../data/plan.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import {
  latestOfChannel,
  latestOfThread,
} from '../../../data/postgres/requests/thread-requests.ts';
import { startsOver } from '../../../prompts/reader/follow-up/start-over.ts';
import { readText } from '../../../prompts/reader/read.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { MEMORY_MS } from './context-age.ts';

/** How a text begins that means little without what was asked before. */
const OPENING = new RegExp(
  `^\\W*(?:${[
    'and|also|add|include|plus|but|or|with|without|no|not|except|only|instead|now|same|minus',
    'what\\s+(?:if|about)|how\\s+about|make\\s+it|change|switch|replace|swap|remove|drop|delete',
    'lift|extend|shorten|raise|increase|lower|reduce|ignore|forget|vs?|versus|compared?|another',
    'ditch|lose|take\\s+(?:out|off|away)|leave\\s+out|get\\s+rid|rather\\s+than|(?:as|like)\\s+before',
  ].join('|')})\\b|^\\W*\\+`,
  'i',
);
const ENDING = /\b(?:instead|too|as\s+well|longer|shorter)\W*$/i;

/** Whether a text reads as a change of something: 'and Android?', 'what if 30 days', 'Pune too'. */
export function continues(text: string): boolean {
  return opensAsChange(text) || (ENDING.test(text) && !startsOver(text));
}

/** Whether it does so from its first words on, as people seldom speak to each other. */
export function opensAsChange(text: string): boolean {
  return OPENING.test(text) && !startsOver(text);
}

const EVERYONE =
  /\b(?:every\w*|any(?:one|body|where)|users|people|audiences?|traffic|inventory|worldwide|global\w*)\b/i;

/**
 * Whether a text says when, how often or for how much, and not of whom: 'cap 3 a day', 'for 30
 * days', 'any age'.
 */
export function namesNobody(text: string, today: Day): boolean {
  if (EVERYONE.test(text)) return false;
  const reading = readText(text, { today });
  return reading.kind === 'plan' && targetedDimensions(reading.plan.targeting).length === 0;
}

/**
 * The request that a follow-up changes: the latest of its thread; in a direct message also the
 * latest of the past hour, where the text means little without one.
 */
export async function previousRequest(
  { db, now }: Pick<Conversation, 'db' | 'now'>,
  { text, place: { channel, threadTs } }: Pick<Asked, 'text' | 'place'>,
): Promise<ForecastRequest | undefined> {
  if (threadTs !== undefined) return latestOfThread(db, { channel, threadTs });
  if (!isDirectMessage(channel) || startsOver(text)) return undefined;
  if (!continues(text) && !namesNobody(text, dayIn('UTC', now()))) return undefined;
  const since = new Date(now().getTime() - MEMORY_MS);
  return latestOfChannel(db, { channel, since });
}

function isDirectMessage(channel: string): boolean {
  return channel.startsWith('D');
}
