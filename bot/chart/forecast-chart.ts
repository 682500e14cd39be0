import type { Forecast } from '../../data/forecast.ts';
import { describeFlight } from '../../prompts/describe-parts.ts';
import { longDay, weekdayAndDay } from '../words/dates.ts';
import { headlineText } from '../words/headline.ts';
import { roundCount, roundRange } from '../words/numbers.ts';
import { fanSvg } from './fan.ts';
import { svgToPng } from './png.ts';

/** Enough history to see the level, the weekly rhythm and the drift, and no more. */
const HISTORY_DAYS = 56;

/** A forecast's picture, and the same in words for those who cannot see it. */
export interface ForecastChart {
  png: Buffer;
  altText: string;
}

/** Draws a forecast's daily impressions; nothing where it has no day. */
export async function forecastChart(forecast: Forecast): Promise<ForecastChart | undefined> {
  if (forecast.daily.length === 0) return undefined;
  const svg = fanSvg({
    title: 'Impressions a day',
    subtitle: `${describeFlight(forecast.plan.flight)} · data through ${longDay(forecast.dataThrough)}`,
    history: recentHistory(forecast),
    forecast: forecast.daily.map(({ date, impressions }) => ({ date, ...impressions })),
  });
  return { png: await svgToPng(svg), altText: altText(forecast) };
}

function recentHistory({ history }: Forecast) {
  return history
    .slice(-HISTORY_DAYS)
    .map(({ date, impressions }) => ({ date, value: impressions }));
}

/** The chart in words: what is drawn, the level before, and the highest and lowest day ahead. */
export function altText(forecast: Forecast): string {
  const past = recentHistory(forecast);
  const level = past.reduce((sum, { value }) => sum + value, 0) / Math.max(1, past.length);
  const byVolume = forecast.daily.toSorted((a, b) => a.impressions.p50 - b.impressions.p50);
  const [lowest, highest] = [byVolume[0], byVolume.at(-1)];
  return [
    `Line chart of daily impressions, ${describeFlight(forecast.plan.flight)}.`,
    `${headlineText(forecast)}.`,
    ...(past.length > 0 ? [`The last ${past.length} days had ${roundCount(level)} a day.`] : []),
    ...(lowest && highest
      ? [`Lowest expected: ${dayInWords(lowest)}. Highest expected: ${dayInWords(highest)}.`]
      : []),
  ].join(' ');
}

function dayInWords({ date, impressions }: Forecast['daily'][number]): string {
  const range = `P10–P90 ${roundRange(impressions)}`;
  return `${weekdayAndDay(date)} with ${roundCount(impressions.p50)} (${range})`;
}
