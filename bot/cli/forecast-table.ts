import { weekday } from '../../data/calendar.ts';
import type { Forecast, Range, Refusal } from '../../data/forecast.ts';
import { alignColumns } from './align-columns.ts';

const BAR_CELLS = 24;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const exact = (value: number) => Math.round(value).toLocaleString('en-US');

const rangeText = ({ p10, p50, p90 }: Range) =>
  `${exact(p50)} (P10 ${exact(p10)}, P90 ${exact(p90)})`;

/** A bar from 0 to P90: solid up to P10, shaded to P50, light to P90. `scale` is a full bar. */
export function rangeBar({ p10, p50, p90 }: Range, scale: number): string {
  const cells = (value: number) => (scale > 0 ? Math.round((value / scale) * BAR_CELLS) : 0);
  const [solid, middle, end] = [cells(p10), cells(p50), cells(p90)];
  return '█'.repeat(solid) + '▓'.repeat(middle - solid) + '░'.repeat(end - middle);
}

/** The table of days: P10, P50 and P90 of impressions, reach, and a bar for the range. */
function dailyTable({ daily }: Forecast): string[] {
  const scale = Math.max(...daily.map((day) => day.impressions.p90));
  const rows = daily.map(({ date, impressions, reach }) => [
    `${WEEKDAYS[weekday(date)]} ${date}`,
    exact(impressions.p10),
    exact(impressions.p50),
    exact(impressions.p90),
    reach ? exact(reach.p50) : '-',
    rangeBar(impressions, scale),
  ]);
  return alignColumns([['Day', 'P10', 'P50', 'P90', 'Reach', 'Impressions'], ...rows], {
    isLeft: (column, columns) => column === 0 || column === columns - 1,
  });
}

/** A forecast for a terminal: totals, the daily table with its chart, and what to know about it. */
export function forecastText(forecast: Forecast, understood: string): string {
  const { total, delivery, notes, model } = forecast;
  const reach = total.reach
    ? `Reach       ${rangeText(total.reach)}, each ${total.averageFrequency} times on average`
    : 'Reach       not known: the data carry no users';
  return [
    understood,
    '',
    `Impressions ${rangeText(total.impressions)}`,
    reach,
    ...(delivery
      ? [`Delivery    ${rangeText(delivery.impressions)}, limited by ${delivery.limitedBy}`]
      : []),
    '',
    ...dailyTable(forecast),
    '',
    `Confidence ${forecast.confidence}. Data through ${forecast.dataThrough}, model ${model.version} (${model.method}).`,
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}

/** A refusal for a terminal. */
export function refusalText({ refused }: Refusal): string {
  return `No forecast: ${refused.reason}\n${refused.needed}`;
}
