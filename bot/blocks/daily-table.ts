import type { ContextBlock, RawTextElement, TableBlock } from '@slack/types';

import type { Forecast } from '../../data/forecast.ts';
import { weekdayAndDay } from '../words/dates.ts';
import { preciseCount, preciseRange } from '../words/numbers.ts';
import { context } from './text.ts';

/** Days shown of a longer flight: a month, which also keeps far below Slack's table limits. */
const SHOWN_DAYS = 31;

const HEADINGS = ['Day', 'Impressions', 'P10–P90', 'Reach'];

const cell = (text: string): RawTextElement => ({ type: 'raw_text', text });

/** The forecast day by day, with a word where the flight is longer than what is shown. */
export function dailyTable({ daily }: Forecast): (TableBlock | ContextBlock)[] {
  if (daily.length === 0) return [];
  const rows = daily
    .slice(0, SHOWN_DAYS)
    .map(({ date, impressions, reach }) => [
      weekdayAndDay(date),
      preciseCount(impressions.p50),
      preciseRange(impressions),
      reach === null ? '–' : preciseCount(Math.round(reach.p50)),
    ]);
  const table: TableBlock = {
    type: 'table',
    column_settings: HEADINGS.map((_, index) => ({ align: index === 0 ? 'left' : 'right' })),
    rows: [HEADINGS, ...rows].map((row) => row.map(cell)),
  };
  if (daily.length <= SHOWN_DAYS) return [table];
  return [table, context(`The first ${SHOWN_DAYS} of ${daily.length} days; the totals cover all.`)];
}
