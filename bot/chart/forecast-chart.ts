import type { Forecast } from '../../data/forecast.ts';
import { describeFlight } from '../../prompts/describe-parts.ts';
import { longDay, weekdayAndDay } from '../words/dates.ts';
import { impressionsADay } from '../words/mean-day.ts';
import { roundCount, roundRange } from '../words/numbers.ts';
import { fanSvg } from './forecast-svg.ts';
import { svgToPng } from './png.ts';

/** Enough history to see the level, the weekly rhythm and the drift, and no more. */
const HISTORY_DAYS = 56;

/** A chart as a PNG image, and what it shows in words for those who cannot see it. */
export interface ForecastChart {
  png: Buffer;
  /** What the file is called where it is shown. */
  title: string;
  /** Plain text. */
  caption: string;
}

/**
 * Draws the chart of a forecast as a PNG image: its daily impressions after their recent history.
 * Undefined where the forecast has no day.
 */
export async function forecastChart(forecast: Forecast): Promise<ForecastChart | undefined> {
  if (forecast.daily.length === 0) return undefined;
  const svg = fanSvg({
    title: 'Impressions a day',
    subtitle: `${describeFlight(forecast.plan.flight)} · data through ${longDay(forecast.dataThrough)}`,
    history: recentHistory(forecast),
    forecast: forecast.daily.map(({ date, impressions }) => ({ date, ...impressions })),
  });
  const title = 'The forecast after its history';
  return { png: await svgToPng(svg), title, caption: captionOf(forecast) };
}

function recentHistory({ history }: Forecast) {
  return history
    .slice(-HISTORY_DAYS)
    .map(({ date, impressions }) => ({ date, value: impressions }));
}

/**
 * The chart's caption, which says what the picture adds to the answer: the level before, and the
 * lowest and highest day ahead.
 */
export function captionOf(forecast: Forecast): string {
  const past = recentHistory(forecast);
  const level = past.reduce((sum, { value }) => sum + value, 0) / Math.max(1, past.length);
  const expected = `Impressions a day, ${describeFlight(forecast.plan.flight)}: ${dailyLevel(forecast)}`;
  const before = past.length > 0 ? `; the last ${past.length} days had ${roundCount(level)}` : '';
  return [`${expected}${before}.`, ...extremes(forecast)].join(' ');
}

/** The mean impressions a day with their range, in words: `about 73 (likely 50–107)`. */
export function dailyLevel(forecast: Forecast): string {
  const range = impressionsADay(forecast);
  return `about ${roundCount(range.p50)} (likely ${roundRange(range)})`;
}

function extremes({ daily }: Forecast): string[] {
  const byVolume = daily.toSorted((a, b) => a.impressions.p50 - b.impressions.p50);
  const [lowest, highest] = [byVolume[0], byVolume.at(-1)];
  if (!lowest || !highest || lowest === highest) return [];
  return [`Lowest: ${dayInWords(lowest)}. Highest: ${dayInWords(highest)}.`];
}

function dayInWords({ date, impressions }: Forecast['daily'][number]): string {
  return `${weekdayAndDay(date)} with ${roundCount(impressions.p50)}`;
}
