import { WEEK } from '../../data/dimensions.ts';
import type { Daypart } from '../../data/plan.ts';
import { ask, type Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';

type Weekday = (typeof WEEK)[number];
type Hours = readonly [from: number, to: number];

const DAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?';
const DAYS = `(?:(?:on|every|at|during)\\s+)?\\b(?:(?<group>weekdays|weekday|workdays|working\\s+days|weekends|weekend)\\b|(?<first>${DAY})\\s*(?:-|to|through)\\s*(?<last>${DAY})\\b|(?<list>${DAY}(?:\\s*(?:,\\s*(?:and)?|and|or|&|\\/)\\s*${DAY})*)\\b)`;
const HOUR = '(?:2[0-4]|[01]?\\d)';
/** '25-34' alone is an age; hours show themselves by a colon, am or pm. */
const CLOCK = `(?:(?:from|between)\\s+)?\\b(?<from>${HOUR})(?::00)?\\s*(?<fromHalf>[ap]m)?\\s*(?:-|to|and|till|until)\\s*(?<to>${HOUR})(?::00|\\s*(?<toHalf>[ap]m))\\b`;
const PART =
  '(?:in\\s+the\\s+|during\\s+the\\s+)?\\b(?<part>mornings?|afternoons?|evenings?|nights?)\\b';
const PHRASE = new RegExp(`(?:${DAYS})?(?:\\s*,?\\s*(?:(?:at|in)\\s+)?(?:${CLOCK}|${PART}))?`, 'g');
const ANY = /\b(?:any|all|every)\s+(?:times?|hours?)(?:\s+of\s+(?:the\s+)?day)?\b/g;

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
  const matches = text.find(PHRASE).filter(isDaypart);
  for (const match of matches) text.markRead(match.index, match.index + match[0].length);
  const phrases = joinHalves(matches.map(toPhrase));
  const dayparts = phrases.flatMap(toDayparts);
  if (dayparts.length === 0) return {};
  if (dayparts.some(({ from, to }) => from >= to)) {
    return ask('dayparts', 'Which hours? Write them as 17:00-22:00.');
  }
  const named = matches.flatMap(({ groups }) => (groups?.part ? [groups.part] : []));
  return { targeting: { dayparts }, assumptions: named.map(hoursAssumed) };
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
  const hours = part ? PARTS[part.replace(/s$/, '')] : clockHours(groups ?? {});
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
