import { suggestedOptions } from '../blocks/options.ts';
import { problemsOf } from '../blocks/problem.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { objectsIn, textAt } from '../json.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { blockSuggestion } from '../payloads.ts';
import type { Outcome } from './outcome.ts';
import { findPlaced, type Target } from './target.ts';

/** What somebody typed into a menu whose options the app knows. */
export type Typed = Target & { user: string; action_id: string; value: string };

/**
 * Asks the app for the options of an external menu while somebody types, and validates them; they
 * stand in the outcome as the app gave them.
 */
export async function suggest(typed: Typed, slack: SlackContext): Promise<Outcome> {
  const found = findPlaced(typed, slack);
  if ('error' in found) return { ok: false, error: found.error };
  const { element } = found.placed;
  const leastLength = Number(element.min_query_length ?? SLACK_LIMITS.minQueryLength);
  if (typed.value.length < leastLength) return { ok: false, error: 'query_too_short' };
  const ack = await slack.delivery.once('interactive', blockSuggestion(typed, found, slack));
  if (!ack.ok) return ack;
  const answer = suggestedOptions.safeParse(ack.payload, { reportInput: true });
  if (!answer.success) {
    return { ok: false, error: 'invalid_options', problems: problemsOf(answer.error, []) };
  }
  slack.workspace.offered.remember(typed.action_id, optionsIn(ack.payload));
  return { ok: true, ...answer.data };
}

function optionsIn(answer: JsonObject): JsonObject[] {
  const grouped = objectsIn(answer.option_groups).flatMap((group) => objectsIn(group.options));
  return [...objectsIn(answer.options), ...grouped].filter((option) => textAt(option, 'value'));
}
