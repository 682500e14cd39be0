import type {
  ContextBlock,
  DataTableBlock,
  RawNumberElement,
  RawTextElement,
  TableBlock,
} from '@slack/types';

import type { Forecast } from '../../../data/forecast.ts';
import { weekdayAndDay } from '../../words/dates.ts';
import { preciseCount, preciseRange } from '../../words/numbers.ts';
import { LIMITS } from '../limits.ts';
import { context } from '../text.ts';

/** `paged` shows a week at a time, `plain` a month at once, for a Slack that knows no pages. */
export type TableForm = 'paged' | 'plain' | 'none';

const SHOWN_DAYS = { paged: LIMITS.tableRows - 1, plain: 31 } as const;
const DAYS_A_PAGE = 7;

const HEADINGS = ['Day', 'Impressions', 'Likely range', 'Reach'];

type Cell = RawTextElement | RawNumberElement;

const text = (words: string): RawTextElement => ({ type: 'raw_text', text: words });
const count = (value: number): RawNumberElement => ({
  type: 'raw_number',
  value,
  text: preciseCount(value),
});

/** The table of a forecast day by day, with a note where the flight has more days than it shows. */
export function dailyTable(
  { daily }: Forecast,
  form: TableForm,
): (TableBlock | DataTableBlock | ContextBlock)[] {
  if (form === 'none' || daily.length === 0) return [];
  const shown = daily.slice(0, SHOWN_DAYS[form]);
  const rows = [HEADINGS.map(text), ...shown.map(dayCells)];
  const table = form === 'paged' ? pagedTable(rows) : plainTable(rows);
  if (shown.length === daily.length) return [table];
  const words = `The first ${shown.length} of ${daily.length} days; the totals above cover all of them, and so does the CSV.`;
  return [table, context(words)];
}

function dayCells({ date, impressions, reach }: Forecast['daily'][number]): Cell[] {
  return [
    text(weekdayAndDay(date)),
    count(impressions.p50),
    text(preciseRange(impressions)),
    reach === null ? text('–') : count(Math.round(reach.p50)),
  ];
}

function pagedTable(rows: Cell[][]): DataTableBlock {
  return { type: 'data_table', caption: 'Day by day', rows, page_size: DAYS_A_PAGE };
}

function plainTable(rows: Cell[][]): TableBlock {
  return {
    type: 'table',
    column_settings: HEADINGS.map((_, index) => ({ align: index === 0 ? 'left' : 'right' })),
    rows: rows.map((row) => row.map((cell) => text(cell.text))),
  };
}
