import { WEEK } from '../../data/dimensions.ts';
import type { Daypart } from '../../data/plan.ts';
import { quote } from './clean.ts';
import { ask, type Finding } from './finding.ts';
import { MONTH } from './flight/months.ts';
import type { UnreadText } from './unread-text.ts';

type Weekday = (typeof WEEK)[number];
type Hours = readonly [from: number, to: number];

const DAY =
  '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun(?!\\s+(?:city|valley)\\b))(?:days?|s)?';
const GROUP =
  '(?:weekdays?|workdays|working\\s+days|weekends|weekend(?!\\s+(?:of|starting|beginning)\\b))';
const DAYS = `(?:(?:on|every|at|during)\\s+)?\\b(?:(?<group>${GROUP})\\b|(?<first>${DAY})\\s*(?:-|to|through)\\s*(?<last>${DAY})\\b|(?<list>${DAY}(?:\\s*(?:,\\s*(?:and)?|and|or|&|\\/)\\s*${DAY})*)\\b)`;
const HOUR = '(?:2[0-4]|[01]?\\d)';
/** '25-34' alone is an age; hours show themselves by a colon, am or pm. */
const CLOCK = `(?:(?:from|between)\\s+)?\\b(?<from>${HOUR})(?::00)?\\s*(?<fromHalf>[ap]m)?\\s*(?:-|to|and|till|until)\\s*(?<to>${HOUR})(?::00|\\s*(?<toHalf>[ap]m))\\b`;
const PART =
  '(?:in\\s+the\\s+|during\\s+the\\s+)?\\b(?<part>mornings?|afternoons?|evenings?|nights?)\\b';
/** 'Mornings 6-9am' are as early as the clock says. */
const TIMED = `(?:${PART}\\s*,?\\s*)?${CLOCK}`;
const PHRASE = new RegExp(`(?:${DAYS})?(?:\\s*,?\\s*(?:(?:at|in)\\s+)?(?:${TIMED}|${PART}))?`, 'g');
/** 'Weekdays 9-17' and 'evenings 6-9' are hours, but 'weekends 18-24' may be an age. */
const BARE_HOURS = new RegExp(
  `(?:\\b(?:${GROUP}|${DAY})|${PART})\\s+(?:(?:from|between)\\s+)?(?<range>(?<start>${HOUR})\\s*(?:-|to|and|till|until)\\s*(?<end>${HOUR}))(?!\\d|:|\\s*-?\\s*(?:[ap]m|y|years?|yrs?|yo|%|x|${MONTH})(?![a-z]))`,
  'g',
);
const ANY =
  /\b(?:(?:any|all|every)\s+(?:times?|hours?)(?:\s+of\s+(?:the\s+)?day)?|24\s*\/\s*7(?!\/))\b/g;

const PARTS: Readonly<Record<string, Hours>> = {
  morning: [6, 12],
  afternoon: [12, 17],
  evening: [17, 22],
  night: [22, 24],
};
const WHOLE_DAY: Hours = [0, 24];

interface Phrase {
  days: Weekday[] | undefined;
  hours: Hours | undefined;
}

/**
 * Parses the weekdays and hours to target: 'weekdays 17:00-22:00', 'Mondays and Fridays',
 * 'evenings', '5pm to 10pm'.
 */
export function readDayparts(text: UnreadText): Finding {
  if (text.take(ANY).length > 0) return { lifted: ['dayparts'] };
  const [bare] = text.find(BARE_HOURS);
  if (bare) return askHoursOrAge(text, bare);
  const matches = text.find(PHRASE).filter(isDaypart);
  for (const match of matches) text.markRead(match.index, match.index + match[0].length);
  const phrases = joinHalves(matches.map(toPhrase));
  const dayparts = phrases.flatMap(toDayparts);
  if (dayparts.length === 0) return {};
  if (dayparts.some(({ from, to }) => from >= to)) {
    return ask('dayparts', 'Which hours? Write them as 17:00-22:00.');
  }
  const named = matches.flatMap(({ groups }) =>
    groups?.part && groups.from === undefined ? [groups.part] : [],
  );
  return { targeting: { dayparts }, assumptions: named.map(hoursAssumed) };
}

/** Asks what a bare range beside days or a part of the day is; offers the hours it can mean. */
function askHoursOrAge(text: UnreadText, match: RegExpExecArray): Finding {
  const { range = '', start = '', end = '', part } = match.groups ?? {};
  const at = match.index + match[0].length - range.length;
  const words = text.raw.slice(at, at + range.length);
  const [from, to] = [Number(start), Number(end)];
  const isLate = part !== undefined && !part.startsWith('morning') && from < 12 && to <= 12;
  const endsLate = isLate ? from < to : part === undefined && from < 12 && to < from;
  const hours = `${from + (isLate ? 12 : 0)}:00-${to + (endsLate ? 12 : 0)}:00`;
  const options = [hours, ...(from < to ? [`aged ${from}-${to}`] : [])];
  return ask('dayparts', `Is ${quote(words)} hours or ages? Write ${options.join(' or ')}.`, {
    words,
    options,
  });
}

function isDaypart({ groups }: RegExpExecArray): boolean {
  return Object.values(groups ?? {}).some((group) => group !== undefined);
}

function hoursAssumed(part: string): string {
  const [from, to] = PARTS[part.replace(/s$/, '')] ?? WHOLE_DAY;
  return `${part} is taken as ${from}:00 to ${to}:00.`;
}

function toPhrase({ groups }: RegExpExecArray): Phrase {
  const { group, first, last, list, part } = groups ?? {};
  const hours = clockHours(groups ?? {}) ?? (part ? PARTS[part.replace(/s$/, '')] : undefined);
  return { days: daysOf({ group, first, last, list }), hours };
}

function clockHours({ from, fromHalf, to, toHalf }: Record<string, string>): Hours | undefined {
  if (from === undefined || to === undefined) return undefined;
  const end = hourOf(to, toHalf);
  return [hourOf(from, fromHalf ?? toHalf), end === 0 ? 24 : end];
}

function hourOf(written: string, half: string | undefined): number {
  if (half === undefined) return Number(written);
  return (Number(written) % 12) + (half === 'pm' ? 12 : 0);
}

function daysOf({ group, first, last, list }: Record<string, string | undefined>) {
  if (group?.startsWith('weekend')) return WEEK.slice(5);
  if (group) return WEEK.slice(0, 5);
  if (first && last) return daysFrom(dayOf(first), dayOf(last));
  return list?.match(new RegExp(DAY, 'g'))?.map(dayOf);
}

/** The days from one to another, also over the end of the week: Friday to Monday. */
function daysFrom(first: Weekday, last: Weekday): Weekday[] {
  const start = WEEK.indexOf(first);
  const length = ((WEEK.indexOf(last) - start + WEEK.length) % WEEK.length) + 1;
  return [...WEEK, ...WEEK].slice(start, start + length);
}

function dayOf(written: string): Weekday {
  return WEEK.find((day) => written.startsWith(day)) ?? 'mon';
}

/** 'weekdays ... evenings', said apart, belong together. */
function joinHalves(phrases: Phrase[]): Phrase[] {
  const [days, ...moreDays] = phrases.filter(({ hours }) => hours === undefined);
  const timed = phrases.filter(({ hours }) => hours !== undefined);
  const joinable = days && moreDays.length === 0 && timed.every((phrase) => !phrase.days);
  if (!joinable || timed.length === 0) return phrases;
  return timed.map((phrase) => ({ ...phrase, days: days.days }));
}

/** Splits hours that run past midnight in two, the second on the day after. */
function toDayparts({ days = [...WEEK], hours = WHOLE_DAY }: Phrase): Daypart[] {
  const [from, to] = hours;
  if (from < to || days.length === 0) return [{ days, from, to }];
  const nextDays = days.map((day) => WEEK[(WEEK.indexOf(day) + 1) % 7] ?? day);
  const evening = { days, from, to: 24 };
  return to > 0 && from !== to ? [evening, { days: nextDays, from: 0, to }] : [{ days, from, to }];
}
