import { message, type SlackMessage } from '../message.ts';
import { section } from '../text.ts';

/** Holds the place of a digest that somebody asked for out of turn. */
export function digestPlaceholder(parts: { plans: number; requestedBy: string }): SlackMessage {
  const { plans, requestedBy } = parts;
  const some = plans === 1 ? 'one saved plan' : `${plans} saved plans`;
  const words = `Making the weekly digest: ${some} of this channel. It appears here in a moment.`;
  return message(words, [section(`${words}\nAsked for by <@${requestedBy}>.`)]);
}
