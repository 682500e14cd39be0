import { roundCount } from '../../../words/numbers.ts';
import { capitalised } from '../../../words/task.ts';
import type { ToolName } from '../fact.ts';
import type { Alternative, AlternativesFact } from '../plan-facts.ts';
import type { ForecastQuestion } from '../question.ts';
import type { Told } from '../told.ts';
import { spanInWords } from '../tools/when.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn, isRefused } from './facts.ts';
import { goalInWords } from './goal.ts';
import { saying, signed, whyRefused } from './sentences.ts';
import { withoutForecast } from './without-forecast.ts';

const MAX_NAMED = 3;
const MAX_BUTTONS = 2;
const ABOUT_GOAL = /\bgoals?\b/i;

/**
 * Answers which changes to a plan would give more impressions, with buttons that ask for them:
 * first without the cap, then what is asked about.
 */
export function composeMore(found: Found, { text }: Pick<ForecastQuestion, 'text'>): Composed {
  const { alternatives, forecast } = found;
  const now = forecastIn(found);
  const refused = forecast && isRefused(forecast) ? whyRefused(forecast) : undefined;
  const goal = now && ABOUT_GOAL.test(text) ? goalInWords(now) : undefined;
  const first = refused ?? goal;
  if (!alternatives) {
    return now ? { told: saying(goal, NOTHING_KNOWN), uses: usesOf(goal) } : withoutForecast(found);
  }
  const isMore = ({ perDay }: Alternative) => perDay > alternatives.perDay;
  const wider = namedFirst(alternatives.wider.filter(isMore), text);
  const without = namedFirst(alternatives.alternatives.filter(isMore), text).slice(0, MAX_NAMED);
  const { withoutCap } = alternatives;
  const told = saying(
    first,
    withoutCap ? uncapped(withoutCap) : undefined,
    matched(alternatives),
    ...wider.map((each) => `With ${inWords(each)}.`),
    ...without.map((each) => `Without ${inWords(each)}.`),
    wider.length + without.length > 0 ? NOT_A_FORECAST : nothingMore(alternatives),
  );
  const offered = [...(withoutCap ? [withoutCap] : []), ...wider.slice(0, 1), ...without];
  return { told: [...told, ...buttons(offered)], uses: ['alternatives', ...usesOf(first)] };
}

/** What is told of the forecast stands on it. */
function usesOf(sentence: string | undefined): ToolName[] {
  return sentence === undefined ? [] : ['forecast'];
}

/** Those first whose dimension or part a text names, otherwise in their order. */
function namedFirst(alternatives: readonly Alternative[], text: string): Alternative[] {
  const asked = wordsOf(text);
  const isNamed = ({ dimension, part }: Alternative) =>
    [...wordsOf(`${dimension} ${part}`)].some((word) => asked.has(word));
  return alternatives.toSorted((one, other) => Number(isNamed(other)) - Number(isNamed(one)));
}

/** In lower case and without the `s` of a plural. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  return new Set(words.map((word) => word.replace(/s$/, '')));
}

/** The changes that are offered as buttons, each with the follow-up that it asks. */
function buttons(offered: readonly { followUp: string }[]): Told[] {
  return offered
    .slice(0, MAX_BUTTONS)
    .map(({ followUp }) => ({ kind: 'action', label: capitalised(followUp), followUp }));
}

const NOT_A_FORECAST = 'These are counts of the past; ask for one of them to get its forecast.';
const NOTHING_KNOWN =
  'I do not know what this plan would get with a part left out. Ask in this thread for what you would change, such as “any age”.';

function matched({ first, last, perDay }: AlternativesFact): string {
  return `About ${roundCount(perDay)} impressions a day matched, ${spanInWords({ first, last })}.`;
}

function inWords({ dimension, part, perDay, morePercent }: Alternative): string {
  return `${dimension} (${part}), it would have been ${roundCount(perDay)}${more(morePercent)}`;
}

function uncapped(cap: NonNullable<AlternativesFact['withoutCap']>): string {
  const { part, perDay, withoutPerDay, morePercent } = cap;
  return `The frequency cap (${part}) leaves about ${roundCount(perDay)} impressions a day of the flight; without it, ${roundCount(withoutPerDay)}${more(morePercent)}.`;
}

function more(percent: number | null): string {
  return percent === null ? '' : ` (${signed(percent)})`;
}

function nothingMore({ alternatives }: AlternativesFact): string {
  const why =
    alternatives.length === 0
      ? 'No part of its targeting can be left out for more.'
      : 'Leaving out any one part of the targeting would not have given more.';
  return `${why} A longer flight gives more in total.`;
}
