import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import {
  latestOfChannel,
  latestOfThread,
} from '../../../data/postgres/requests/thread-requests.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';

/** In a direct message without a thread, what was asked longer ago is another matter. */
const DIRECT_MEMORY_MS = 3_600_000;

/** How a text begins, or ends, that means little without what was asked before. */
const CONTINUES = new RegExp(
  `^\\W*(?:${[
    'and|also|add|include|plus|but|or|with|without|no|not|except|only|instead|now|same|minus',
    'what\\s+(?:if|about)|how\\s+about|make\\s+it|change|switch|replace|swap|remove|drop|delete',
    'lift|extend|shorten|raise|increase|lower|reduce|ignore|forget|vs?|versus|compared?',
  ].join('|')})\\b|\\binstead\\W*$`,
  'i',
);

/** Whether a text reads as a change of something: 'and Android?', 'what if 30 days'. */
export function continues(text: string): boolean {
  return CONTINUES.test(text);
}

/**
 * The request that a text follows from: the latest of its thread; in a direct message also the
 * latest of the past hour, where the text means little without one.
 */
export async function previousRequest(
  { db, now }: Pick<Conversation, 'db' | 'now'>,
  { text, place: { channel, threadTs } }: Pick<Asked, 'text' | 'place'>,
): Promise<ForecastRequest | undefined> {
  if (threadTs !== undefined) return latestOfThread(db, { channel, threadTs });
  if (!isDirectMessage(channel) || !continues(text)) return undefined;
  return latestOfChannel(db, { channel, since: new Date(now().getTime() - DIRECT_MEMORY_MS) });
}

function isDirectMessage(channel: string): boolean {
  return channel.startsWith('D');
}
