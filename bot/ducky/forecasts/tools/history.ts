import { weekday } from '../../../../data/calendar.ts';
import type { Forecast } from '../../../../data/forecast.ts';
import { inWholes } from '../../../words/numbers.ts';
import type { Fact, HistoryFact } from '../fact.ts';
import { askedRequest, forecastOf } from './asked.ts';
import type { ToolContext } from './context.ts';
import { extremesOf } from './extremes.ts';
import { meanOf, percentChange } from './numbers.ts';
import { spanInWords } from './when.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What was measured of the targeting, as its forecast has it: the days that people saw. */
export async function findHistory(context: ToolContext): Promise<Fact<'history'> | undefined> {
  const data = historyFact(forecastOf(await askedRequest(context))?.history ?? []);
  return data && { tool: 'history', source: `history ${spanInWords(data)}`, data };
}

/** The level, the weekdays and the extremes of some days in order; undefined where there is none. */
export function historyFact(days: Forecast['history']): HistoryFact | undefined {
  const extremes = extremesOf(days, ({ impressions }) => impressions);
  const weekdays = extremesOf(weekdaysOf(days), ({ perDay }) => perDay);
  const [first, last] = [days[0], days.at(-1)];
  if (!extremes || !weekdays || !first || !last) return undefined;
  return {
    first: first.date,
    last: last.date,
    days: days.length,
    meanPerDay: inWholes(meanOf(impressionsOf(days))),
    lastWeekChangePercent: lastWeekChange(days),
    busiestWeekday: weekdays.highest,
    quietestWeekday: weekdays.lowest,
    highest: roundedDay(extremes.highest),
    lowest: roundedDay(extremes.lowest),
  };
}

type MeasuredDay = Forecast['history'][number];

const impressionsOf = (days: readonly MeasuredDay[]) => days.map(({ impressions }) => impressions);

function roundedDay({ date, impressions }: MeasuredDay): HistoryFact['highest'] {
  return { date, impressions: inWholes(impressions) };
}

function weekdaysOf(days: Forecast['history']): HistoryFact['busiestWeekday'][] {
  return WEEKDAYS.flatMap((name, index) => {
    const same = days.filter(({ date }) => weekday(date) === index);
    return same.length > 0 ? [{ name, perDay: inWholes(meanOf(impressionsOf(same))) }] : [];
  });
}

/** Null where there are no two weeks to compare. */
function lastWeekChange(days: Forecast['history']): number | null {
  if (days.length < 14) return null;
  const meanOfWeek = (from: number, to?: number) => meanOf(impressionsOf(days.slice(from, to)));
  return percentChange(meanOfWeek(-14, -7), meanOfWeek(-7));
}
