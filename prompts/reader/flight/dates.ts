import { addDays, type Day, daysBetween, isDay, weekday } from '../../../data/calendar.ts';
import { WEEK } from '../../../data/dimensions.ts';
import type { UnreadText } from '../unread-text.ts';
import { MONTH, monthNumber, yearOf } from './months.ts';

/** A date in the text; two readings where day and month cannot be told apart. */
export interface WrittenDate {
  start: number;
  end: number;
  words: string;
  /** What it can mean; empty where there is no such day. */
  days: Day[];
  /** True where the text names no year. */
  yearless: boolean;
  /** True for the Friday of 'this Monday to Friday', which comes after the Monday. */
  isNextWeekday: boolean;
}

const ORDINAL = '(?:st|nd|rd|th)?';
const TO = '\\s*(?:-|to|and|until|till)\\s*';
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\b';
const FULL_WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b';
/** Days listed or ranged, as 'Monday to Friday', are days of every week. */
const NO_RANGE = `(?!\\s*(?:-|to|through|and|,|or)\\s*${FULL_WEEKDAY})`;
const NO_LIST = `(?!\\s*(?:and|,|or)\\s*${WEEKDAY})`;
/** The Thursday of 'Thursday 3 December' is a part of the date. */
const NO_DATE = `(?!,?\\s+(?:the\\s+)?(?:\\d{1,2}${ORDINAL}(?:\\s+of)?\\s*${MONTH}|${MONTH}\\.?\\s*\\d|\\d{1,2}[\\/.]\\d|\\d{4}-))`;
/** '24/7' alone is all the time; with a word or a dash beside it, a day in July. */
const NO_ALWAYS =
  '(?!(?<!\\b(?:from|to|until|till|by|on|and|between)\\s+|[-\\d]\\s*)24\\/7\\b(?!\\/|\\s*(?:-|to|until|till)))';
const FORMS = [
  `${weekdayBefore('w0')}(?<iso>\\b\\d{4}(?:-\\d{1,2}-|\\/\\d{1,2}\\/)\\d{1,2}\\b)`,
  `${weekdayBefore('w1')}\\b(?<d1>\\d{1,2})${ORDINAL}(?:\\s+of)?[\\s-]*(?<m1>${MONTH})${year('y1')}`,
  `${weekdayBefore('w2')}\\b(?<m2>${MONTH})\\.?\\s*(?<d2>\\d{1,2})${ORDINAL}\\b(?!\\s*(?:days|weeks))${year('y2')}`,
  // The 1 of '1-14 December', and the 14 of 'December 1-14'.
  `\\b(?<d3>\\d{1,2})${ORDINAL}(?=${TO}\\d{1,2}${ORDINAL}\\s+(?:of\\s+)?(?<m3>${MONTH}))`,
  `(?<=(?<m4>${MONTH})\\.?\\s*\\d{1,2}${ORDINAL}${TO})(?<d4>\\d{1,2})${ORDINAL}\\b(?!\\s*${MONTH})${year('y4')}`,
  `${weekdayBefore('w3')}${NO_ALWAYS}\\b(?<n1>\\d{1,2})(?:[\\/.]|-(?=\\d{1,2}-20\\d\\d\\b))(?<n2>\\d{1,2})(?:(?:[\\/.]|-(?=20))(?<yn>20\\d\\d|\\d\\d))?\\b(?![\\/.]?\\d)(?:\\.(?=\\s*-|\\s|$))?`,
  '\\b(?<named>day\\s+after\\s+tomorrow|today|tonight|tomorrow)\\b',
  `(?<!day\\s)\\b(?:this|next)\\s+(?<this>${WEEKDAY})${NO_LIST}${NO_DATE}`,
  `(?<=\\b(?:this|next)\\s+${WEEKDAY}\\s*(?:-|to|through|until|till)\\s*)(?<last>${WEEKDAY})`,
  `(?<!day\\s)\\b(?:on|from|until|till|to|by|starting|ending)\\s+(?<weekday>${FULL_WEEKDAY})${NO_RANGE}${NO_DATE}`,
];
const DATE = new RegExp(FORMS.join('|'), 'g');

function weekdayBefore(group: string): string {
  return `(?:\\b(?<${group}>${WEEKDAY}),?\\s+(?:the\\s+)?)?`;
}

function year(group: string): string {
  return `(?:(?:,?\\s+|-)(?<${group}>20\\d\\d)\\b)?`;
}

const NAMED: Readonly<Record<string, number>> = { today: 0, tonight: 0, tomorrow: 1 };

/** Leaves room for any length from there on: days have years of four digits. */
const LAST_YEAR = 9000;

/** A date that passed this recently is meant as such, not as next year's. */
const RECENT_DAYS = 60;

/**
 * Parses the dates in a text, in order: '2026-12-01', '1 Dec', '3/12', 'tomorrow', 'next Friday'.
 * Nothing is taken yet.
 */
export function findDates(text: UnreadText, today: Day): WrittenDate[] {
  return text.find(DATE).map((match) => {
    const { yearless, days } = meaningOf(match.groups ?? {}, today);
    const lead = match.groups?.weekday ? match[0].indexOf(match.groups.weekday) : 0;
    return {
      start: match.index + lead,
      end: match.index + match[0].length,
      words: text.raw.slice(match.index + lead, match.index + match[0].length),
      days,
      yearless,
      isNextWeekday: match.groups?.last !== undefined,
    };
  });
}

type Groups = Record<string, string | undefined>;

function meaningOf(groups: Groups, today: Day): Pick<WrittenDate, 'days' | 'yearless'> {
  const { iso, named } = groups;
  if (named) return { yearless: false, days: [addDays(today, NAMED[named] ?? 2)] };
  const weekdayNamed = groups.weekday ?? groups.this ?? groups.last;
  if (weekdayNamed) return { yearless: false, days: [nextWeekday(weekdayNamed, today)] };
  const { days, yearless } = iso
    ? { yearless: false, days: existing(iso.split(/[-/]/).map(Number)) }
    : calendarDate(groups, today);
  const before = [0, 1, 2, 3].map((form) => groups[`w${form}`]).find(Boolean);
  return { yearless, days: before ? days.filter((day) => isOn(before, day)) : days };
}

function isOn(name: string, day: Day): boolean {
  return name.startsWith(WEEK[weekday(day)] ?? '');
}

/** The days that '1 Dec' or '3/4' can mean; two where day and month cannot be told apart. */
function calendarDate(groups: Groups, today: Day): Pick<WrittenDate, 'days' | 'yearless'> {
  const { n1, n2, yn } = groups;
  const written = (name: string) => [1, 2, 3, 4].map((form) => groups[name + form]).find(Boolean);
  const year = n1 ? (yn?.length === 2 ? `20${yn}` : yn) : written('y');
  const pairs = n1
    ? [
        [Number(n2), Number(n1)],
        [Number(n1), Number(n2)],
      ]
    : [[monthNumber(written('m') ?? ''), Number(written('d'))]];
  const days = pairs.flatMap(([month = 0, day = 0]) =>
    year ? existing([Number(year), month, day]) : nearestDay(month, day, today),
  );
  return { days: [...new Set(days)], yearless: year === undefined };
}

function existing(parts: number[]): Day[] {
  const [year = 0, month = 0, day = 0] = parts;
  const text = [String(year), pad(month), pad(day)].join('-');
  return isDay(text) && year <= LAST_YEAR ? [text] : [];
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** Infers the missing year of a date: the next such day, or the one just past. */
function nearestDay(month: number, day: number, today: Day): Day[] {
  const year = yearOf(today);
  return [year, year + 1, year + 2, year + 4]
    .flatMap((candidate) => existing([candidate, month, day]))
    .filter((candidate) => daysBetween(candidate, today) <= RECENT_DAYS)
    .slice(0, 1);
}

/** The next day of that name after today. */
function nextWeekday(name: string, today: Day): Day {
  const wanted = WEEK.findIndex((day) => name.startsWith(day));
  return addDays(today, ((wanted - weekday(today) + 6) % 7) + 1);
}
