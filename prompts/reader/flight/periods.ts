import { addDays, type Day, weekday } from '../../../data/calendar.ts';
import type { Flight } from '../../../data/plan.ts';
import { countOf, NUMBER } from '../numbers.ts';
import type { UnreadText } from '../unread-text.ts';
import type { DateRange } from './date-range.ts';
import {
  addMonths,
  firstOfMonth,
  lastOfMonth,
  MONTH,
  monthNumber,
  monthOf,
  yearOf,
} from './months.ts';

type Meaning = (match: RegExpExecArray, today: Day) => Flight;

const LEAD =
  '(?:\\b(?:in|for|over|during|within|(?<open>from|starting|beginning))\\s+)?(?:\\bthe\\s+)?';
const COUNT = `(?<count>${NUMBER}|couple(?:\\s+of)?|few)`;
const YEAR = '(?:\\s+(?<year>20\\d\\d)\\b)?';
const SATURDAY = 5;

/** Most specific first: each takes its words from the text. */
const PERIODS: { words: string; meaning: Meaning }[] = [
  {
    words: `\\b(?:next|coming|following|upcoming)\\s+${COUNT}\\s*(?<unit>days?|d|weeks?|wks?|w|fortnights?|months?)\\b`,
    meaning: ({ groups }, today) => ahead(today, countIn(groups?.count), groups?.unit ?? 'd'),
  },
  { words: '\\bnext\\s+fortnight\\b', meaning: (_, today) => ahead(today, 14, 'd') },
  { words: '\\bnext\\s+weekend\\b', meaning: (_, today) => weekend(addDays(monday(today), 7)) },
  { words: '\\b(?:this|coming)\\s+weekend\\b', meaning: (_, today) => thisWeekend(today) },
  { words: '\\bnext\\s+(?:week|wk)\\b', meaning: (_, today) => week(addDays(monday(today), 7)) },
  {
    words: '\\b(?:(?:rest\\s+of\\s+)?this\\s+week|rest\\s+of\\s+the\\s+week)\\b',
    meaning: (_, today) => ({ start: today, end: addDays(monday(today), 6) }),
  },
  {
    words: '\\bnext\\s+month\\b',
    meaning: (_, today) => months(yearOf(today), monthOf(today) + 1, 1),
  },
  {
    words: '\\b(?:(?:rest\\s+of\\s+)?this\\s+month|rest\\s+of\\s+the\\s+month)\\b',
    meaning: (_, today) => restOf(today, months(yearOf(today), monthOf(today), 1)),
  },
  {
    words: '\\bnext\\s+quarter\\b',
    meaning: (_, today) => months(yearOf(today), quarterStart(today) + 3, 3),
  },
  {
    words: '\\b(?:rest\\s+of\\s+)?this\\s+quarter\\b',
    meaning: (_, today) => restOf(today, months(yearOf(today), quarterStart(today), 3)),
  },
  { words: '\\bnext\\s+year\\b', meaning: (_, today) => months(yearOf(today) + 1, 1, 12) },
  {
    words: '\\b(?:rest\\s+of\\s+)?(?:this|the)\\s+year\\b',
    meaning: (_, today) => restOf(today, months(yearOf(today), 1, 12)),
  },
  {
    words: `\\bq(?<quarter>[1-4])(?:\\s*,?\\s*(?<year>20\\d\\d)\\b)?`,
    meaning: ({ groups }, today) => {
      const month = Number(groups?.quarter) * 3 - 2;
      return upcoming({ month, count: 3, year: groups?.year }, today);
    },
  },
  {
    // 'may' and 'march' are months only where the words before say so.
    words: `\\b(?:(?:this|next)\\s+)?(?<month>(?<=\\b(?:in|for|during|over|this|next|from|starting|beginning)\\s+)(?:may|march)\\b|(?!may|march)${MONTH})${YEAR}`,
    meaning: ({ groups }, today) => {
      const month = monthNumber(groups?.month ?? '');
      return upcoming({ month, count: 1, year: groups?.year }, today);
    },
  },
];

/** Parses relative and named periods: 'next 14 days' (from tomorrow), 'this weekend', 'Q1'. */
export function takePeriods(text: UnreadText, today: Day): DateRange[] {
  return PERIODS.flatMap(({ words, meaning }) =>
    text.take(new RegExp(LEAD + words, 'g')).map((match) => {
      const flight = meaning(match, today);
      const found = { words: match[0].trim(), ...partlyOver(match[0], flight, today) };
      return isStart(match) ? { start: flight.start, ...found } : { ...flight, ...found };
    }),
  );
}

/** 'From next week' names the first day alone; 'from the next 3 weeks' has its end. */
function isStart({ groups }: RegExpExecArray): boolean {
  return groups?.open !== undefined && groups.unit === undefined;
}

/** What an amount of time is from tomorrow on, in days, weeks, fortnights or months. */
function ahead(today: Day, count: number, unit: string): Flight {
  return { start: addDays(today, 1), end: lastDay(addDays(today, 1), count, unit) };
}

/** The last day of `count` units from `start`, both included. */
export function lastDay(start: Day, count: number, unit: string): Day {
  if (unit.startsWith('m')) return addDays(addMonths(start, Math.min(count, 1200)), -1);
  const length = unit.startsWith('w') ? 7 : unit.startsWith('f') ? 14 : 1;
  return addDays(start, Math.min(count, 10_000) * length - 1);
}

/** The number that `COUNT` stands for. */
export function countIn(written = ''): number {
  if (written === 'few') return 3;
  return countOf(written.split(/\s/)[0] ?? '');
}

function monday(today: Day): Day {
  return addDays(today, -weekday(today));
}

function week(start: Day): Flight {
  return { start, end: addDays(start, 6) };
}

function weekend(mondayBefore: Day): Flight {
  const saturday = addDays(mondayBefore, SATURDAY);
  return { start: saturday, end: addDays(saturday, 1) };
}

/** On a Sunday the weekend is all but over: the coming one is meant. */
function thisWeekend(today: Day): Flight {
  const isSunday = weekday(today) === SATURDAY + 1;
  return weekend(addDays(monday(today), isSunday ? 7 : 0));
}

function partlyOver(words: string, { start, end }: Flight, today: Day) {
  if (!/this\s+weekend/.test(words) || weekday(today) !== SATURDAY + 1) return {};
  return { assumption: `As today is Sunday, this weekend is taken as ${start} to ${end}.` };
}

function quarterStart(today: Day): number {
  return Math.floor((monthOf(today) - 1) / 3) * 3 + 1;
}

function months(year: number, month: number, count: number): Flight {
  return { start: firstOfMonth(year, month), end: lastOfMonth(year, month + count - 1) };
}

/** A stretch that has begun is forecast from today on. */
function restOf(today: Day, { start, end }: Flight): Flight {
  return { start: start < today ? today : start, end };
}

interface CalendarStretch {
  month: number;
  count: number;
  year: string | undefined;
}

/** A month or a quarter in the year named, or the first that is not over. */
function upcoming({ month, count, year }: CalendarStretch, today: Day): Flight {
  if (year) return months(Number(year), month, count);
  const thisYear = months(yearOf(today), month, count);
  if (thisYear.end < today) return months(yearOf(today) + 1, month, count);
  return restOf(today, thisYear);
}
