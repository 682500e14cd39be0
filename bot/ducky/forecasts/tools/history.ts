import { weekday } from '../../../../data/calendar.ts';
import type { Forecast } from '../../../../data/forecast.ts';
import { weekdayName } from '../../../words/dates.ts';
import { inWholes } from '../../../words/numbers.ts';
import type { Fact } from '../fact.ts';
import type { HistoryFact } from '../plan-facts.ts';
import { askedRequest, forecastOf } from './asked.ts';
import type { ToolContext } from './context.ts';
import { extremesOf } from './extremes.ts';
import { meanOf, percentChange } from './numbers.ts';
import { isWeekend, spanInWords } from './when.ts';

/** Reads what was measured of the targeting, as its forecast has it: the days that people saw. */
export async function findHistory(context: ToolContext): Promise<Fact<'history'> | undefined> {
  const data = historyFact(forecastOf(await askedRequest(context))?.history ?? []);
  return data && { tool: 'history', source: `history ${spanInWords(data)}`, data };
}

/**
 * Summarises measured days in order by their mean, weekdays, months and extremes; undefined where
 * there is none.
 */
export function historyFact(days: Forecast['history']): HistoryFact | undefined {
  const extremes = extremesOf(days, ({ impressions }) => impressions);
  const weekdays = weekdaysOf(days);
  const busiest = extremesOf(weekdays, ({ perDay }) => perDay);
  const [first, last] = [days[0], days.at(-1)];
  if (!extremes || !busiest || !first || !last) return undefined;
  return {
    first: first.date,
    last: last.date,
    days: days.length,
    meanPerDay: perDayOf(days),
    ...lastWeekOf(days),
    weekdays,
    weekendPerDay: perDayOrNull(days.filter(({ date }) => isWeekend(date))),
    mondayToFridayPerDay: perDayOrNull(days.filter(({ date }) => !isWeekend(date))),
    months: monthsOf(days),
    busiestWeekday: busiest.highest,
    quietestWeekday: busiest.lowest,
    latest: roundedDay(last),
    highest: roundedDay(extremes.highest),
    lowest: roundedDay(extremes.lowest),
  };
}

type MeasuredDay = Forecast['history'][number];

const impressionsOf = (days: readonly MeasuredDay[]) => days.map(({ impressions }) => impressions);

function roundedDay({ date, impressions }: MeasuredDay): HistoryFact['highest'] {
  return { date, impressions: inWholes(impressions) };
}

function perDayOf(days: readonly MeasuredDay[]): number {
  return inWholes(meanOf(impressionsOf(days)));
}

function perDayOrNull(days: readonly MeasuredDay[]): number | null {
  return days.length > 0 ? perDayOf(days) : null;
}

function weekdaysOf(days: readonly MeasuredDay[]): HistoryFact['weekdays'] {
  const byName = Map.groupBy(days, ({ date }) => weekdayName(date));
  const fromMonday = [...byName].sort(([, one], [, other]) => weekdayOf(one) - weekdayOf(other));
  return fromMonday.map(([name, its]) => ({ name, perDay: perDayOf(its) }));
}

/** 0 = Monday. */
function weekdayOf([first]: readonly MeasuredDay[]): number {
  return first ? weekday(first.date) : 0;
}

function monthsOf(days: readonly MeasuredDay[]): HistoryFact['months'] {
  const byMonth = Map.groupBy(days, ({ date }) => date.slice(0, 'YYYY-MM'.length));
  return [...byMonth].map(([month, its]) => ({
    month,
    days: its.length,
    perDay: perDayOf(its),
  }));
}

type LastWeek = Pick<HistoryFact, 'lastWeekPerDay' | 'weekBeforePerDay' | 'lastWeekChangePercent'>;

/**
 * The means of the last seven days and the seven before, and their change; null where there are no
 * two weeks to compare.
 */
function lastWeekOf(days: readonly MeasuredDay[]): LastWeek {
  const meanOfWeek = (from: number, to?: number) => meanOf(impressionsOf(days.slice(from, to)));
  const lastWeek = days.length < 7 ? null : meanOfWeek(-7);
  const before = days.length < 14 ? null : meanOfWeek(-14, -7);
  return {
    lastWeekPerDay: lastWeek === null ? null : inWholes(lastWeek),
    weekBeforePerDay: before === null ? null : inWholes(before),
    lastWeekChangePercent:
      lastWeek === null || before === null ? null : percentChange(before, lastWeek),
  };
}
