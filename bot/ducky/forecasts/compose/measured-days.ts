import { addDays } from '../../../../data/calendar.ts';
import { longDay, monthAndYear, weekdayAndDay } from '../../../words/dates.ts';
import { counted, roundCount } from '../../../words/numbers.ts';
import type { HistoryFact } from '../plan-facts.ts';
import type { AskedDays } from './asked-days.ts';
import { signed } from './sentences.ts';

const CANNOT = 'I cannot single out all the days that you ask about; this is what was measured.';

/** What was measured on the days that are asked about; says so where these are not kept apart. */
export function measuredOn(asked: readonly AskedDays[], history: HistoryFact): string[] {
  const found = asked.map((days) => sentenceFor(days, history));
  const said = found.filter((sentence) => sentence !== undefined);
  return said.length < found.length ? [CANNOT, ...said] : said;
}

/** Which weekdays were busiest and quietest. */
export function weekdaysInWords({ busiestWeekday, quietestWeekday }: HistoryFact): string {
  const [most, least] = [busiestWeekday, quietestWeekday].map(({ perDay }) => roundCount(perDay));
  if (most === least) return 'No weekday stood out.';
  return `${busiestWeekday.name}s were busiest with ${most} a day, ${quietestWeekday.name}s quietest with ${least}.`;
}

/** What was measured on days of one kind; undefined where they are not kept apart. */
function sentenceFor(asked: AskedDays, history: HistoryFact): string | undefined {
  switch (asked.kind) {
    case 'weekend':
      return weekend(history);
    case 'weekday':
      return weekday(asked.name, history);
    case 'last week':
      return lastWeek(history);
    case 'latest day':
      return latestDay(history);
    case 'last month':
      return month(monthBefore(history.last), history);
    case 'month':
      return month(latestOf(asked.number, history), history);
    case 'date':
      return onDate(asked.monthDay, history);
    case 'others':
      return undefined;
  }
}

function weekend({ weekendPerDay, mondayToFridayPerDay }: HistoryFact): string | undefined {
  if (weekendPerDay === null) return undefined;
  const others =
    mondayToFridayPerDay === null ? '' : `, Mondays to Fridays ${roundCount(mondayToFridayPerDay)}`;
  return `Weekends had about ${roundCount(weekendPerDay)} impressions a day${others}.`;
}

function weekday(name: string, { weekdays, meanPerDay }: HistoryFact): string | undefined {
  const found = weekdays.find((each) => each.name === name);
  return (
    found &&
    `${name}s had about ${roundCount(found.perDay)} impressions each, against a mean of ${roundCount(meanPerDay)} over all days.`
  );
}

/** The last seven measured days; undefined where there are fewer. */
export function lastWeek(history: HistoryFact): string | undefined {
  const { last, lastWeekPerDay, weekBeforePerDay, lastWeekChangePercent: change } = history;
  if (lastWeekPerDay === null) return undefined;
  const had = `The seven days to ${longDay(last)} had about ${roundCount(lastWeekPerDay)} impressions a day`;
  if (weekBeforePerDay === null) return `${had}.`;
  const size = change === null || change === 0 ? '' : `${signed(change)} `;
  return `${had}, ${size}against ${roundCount(weekBeforePerDay)} in the seven before.`;
}

function latestDay({ latest }: HistoryFact): string {
  return `The latest measured day is ${weekdayAndDay(latest.date)} with ${roundCount(latest.impressions)} impressions.`;
}

/** Of single days, only the latest and the extremes are known. */
function onDate(monthDay: string, { latest, highest, lowest }: HistoryFact): string | undefined {
  const found = [latest, highest, lowest].find(({ date }) => date.endsWith(monthDay));
  return (
    found &&
    `On ${weekdayAndDay(found.date)}, ${roundCount(found.impressions)} impressions were measured.`
  );
}

/** `2026-10` of a day in November 2026. */
function monthBefore(day: string): string {
  return addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
}

/** The latest month of that number that was measured; undefined where none was. */
function latestOf(number: number, { months }: HistoryFact): string | undefined {
  return months.findLast(({ month }) => Number(month.slice(5)) === number)?.month;
}

function month(wanted: string | undefined, { months }: HistoryFact): string | undefined {
  const found = months.find((each) => each.month === wanted);
  return (
    found &&
    `In ${monthAndYear(found.month)}, about ${roundCount(found.perDay)} impressions a day were measured, on ${counted(found.days, 'day')}.`
  );
}
