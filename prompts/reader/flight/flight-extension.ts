import { addDays, type Day, daysBetween } from '../../../data/calendar.ts';
import type { ReadingContext } from '../../reading.ts';
import { ask, type Finding } from '../finding.ts';
import { NUMBER } from '../numbers.ts';
import type { UnreadText } from '../unread-text.ts';
import { problemOf } from './check-flight.ts';
import { addMonths } from './months.ts';
import { countIn, lastDay } from './periods.ts';

const FEW = `(?:${NUMBER}|an?(?:\\s+couple\\s+of|\\s+few)?)`;
const SPAN = '(?:days?|weeks?|wks?|fortnights?|months?)\\b';
const COUNT = `(?<count>${FEW})`;
const UNIT = `(?<unit>${SPAN})`;
const FLIGHT = '(?:it|this|that|the\\s+(?:flight|campaign|plan)|the\\s+end(?:\\s+date)?)';
const MORE = '(?:more|extra|additional)';

/** 'A week', 'another 7 days', 'two more months', as an alternative without groups. */
export const TIME = `(?:another\\s+)?(?:${FEW}\\s+)?(?:${MORE}\\s+)?${SPAN}`;

/** More than any flight can have, of any unit, and few enough to be reckoned with. */
const MOST = 1_000;

const FORMS = [
  `\\b(?:extend|prolong|lengthen|(?<shorten>shorten|cut|reduce))(?:\\s+${FLIGHT})?\\s+by\\s+(?:another\\s+)?${COUNT}\\s+(?:${MORE}\\s+)?${UNIT}`,
  `\\badd\\s+(?:another\\s+)?${COUNT}\\s+(?:${MORE}\\s+)?${UNIT}(?:\\s+to\\s+${FLIGHT})?`,
  `\\b(?:(?:make\\s+${FLIGHT}|run\\s+${FLIGHT}|for)\\s+)?${COUNT}\\s+${UNIT}\\s+(?:longer|more|(?<less>shorter|less))\\b`,
  `\\b(?:for\\s+)?${COUNT}\\s+${MORE}\\s+${UNIT}`,
  `\\b(?:for\\s+|add\\s+)?another\\s+(?:(?<count>${NUMBER})\\s+)?${UNIT}`,
].map((form) => new RegExp(form, 'g'));

/**
 * Extends or shortens the flight of the plan before: 'extend by a week', '7 more days',
 * 'a week shorter'. Undefined where the text says nothing of the kind.
 */
export function readFlightExtension(
  text: UnreadText,
  context: ReadingContext,
): Finding | undefined {
  const [match] = FORMS.flatMap((form) => text.take(form));
  if (!match) return undefined;
  const { today, previous } = context;
  const [words] = match;
  if (!previous) {
    const question = 'Longer or shorter than what? Write the first and last day, or “for 3 weeks”.';
    return ask('flight', question, { words });
  }
  const { start, end } = previous.flight;
  const flight = { start, end: moved(end, match.groups) };
  if (flight.end < start) {
    return ask('flight', `That would leave nothing of the flight ${start} to ${end}.`, { words });
  }
  return problemOf(flight, { words, today }) ?? { terms: { flight } };
}

function moved(end: Day, groups: RegExpExecArray['groups'] = {}): Day {
  const { count = 'one', unit = 'day', shorten, less } = groups;
  const number = Math.min(countIn(count.replace(/^an?\s+/, '')), MOST);
  if (!shorten && !less) return lastDay(addDays(end, 1), number, unit);
  if (unit.startsWith('m')) return addMonths(end, -number);
  return addDays(end, -daysBetween(end, lastDay(addDays(end, 1), number, unit)));
}
