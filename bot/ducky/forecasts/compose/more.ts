import { roundCount } from '../../../words/numbers.ts';
import { capitalised } from '../../../words/task.ts';
import type { AlternativesFact } from '../fact.ts';
import type { Told } from '../told.ts';
import { type Found, isRefused } from './facts.ts';
import { NO_FORECAST, saying, signed, whyRefused } from './sentences.ts';

type Alternative = AlternativesFact['alternatives'][number];

const MAX_NAMED = 3;
const MAX_BUTTONS = 2;

/** Which small changes would match more, with a button for the best. */
export function composeMore({ alternatives, forecast }: Found): Told[] {
  const refused = forecast && isRefused(forecast) ? whyRefused(forecast) : undefined;
  if (!alternatives) return saying(refused ?? (forecast ? NOTHING_KNOWN : NO_FORECAST));
  const better = alternatives.alternatives.filter(({ perDay }) => perDay > alternatives.perDay);
  const { withoutCap } = alternatives;
  if (better.length === 0 && !withoutCap) return saying(refused, nothingMore(alternatives));
  return [
    ...saying(
      refused,
      matched(alternatives),
      ...better.slice(0, MAX_NAMED).map(wider),
      better.length > 0 ? NOT_A_FORECAST : undefined,
      withoutCap ? uncapped(withoutCap) : undefined,
    ),
    ...buttons(better, withoutCap),
  ];
}

/** The cap's stands first, as it gives more without another audience. */
function buttons(
  better: AlternativesFact['alternatives'],
  cap: AlternativesFact['withoutCap'],
): Told[] {
  return [...(cap ? [cap] : []), ...better]
    .slice(0, MAX_BUTTONS)
    .map(({ followUp }) => ({ kind: 'action', label: capitalised(followUp), followUp }));
}

const NOT_A_FORECAST = 'These are counts of the past; ask for one of them to get its forecast.';
const NOTHING_KNOWN =
  'I do not know what this plan would get with a part left out. Ask in this thread for what you would change, such as “any age”.';

function matched({ days, perDay }: AlternativesFact): string {
  return `In the last ${days} days, about ${roundCount(perDay)} impressions a day matched.`;
}

function wider({ dimension, part, perDay, morePercent }: Alternative): string {
  return `Without ${dimension} (${part}), it would have been ${roundCount(perDay)}${more(morePercent)}.`;
}

function uncapped(cap: NonNullable<AlternativesFact['withoutCap']>): string {
  const { part, perDay, withoutPerDay, morePercent } = cap;
  return `The frequency cap (${part}) leaves about ${roundCount(perDay)} a day of the flight; without it, ${roundCount(withoutPerDay)}${more(morePercent)}.`;
}

function more(percent: number | null): string {
  return percent === null ? '' : ` (${signed(percent)})`;
}

function nothingMore(found: AlternativesFact): string {
  const why =
    found.alternatives.length === 0
      ? 'No part of the plan can be left out for more.'
      : 'Leaving out any one part would not have given more.';
  return `${matched(found)} ${why} A longer flight gives more in total.`;
}
