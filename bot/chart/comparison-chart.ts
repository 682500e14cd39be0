import type { Forecast } from '../../data/forecast.ts';
import { longDay } from '../words/dates.ts';
import { type PairSeries, pairSvg } from './comparison-svg.ts';
import { dailyLevel, type ForecastChart } from './forecast-chart.ts';
import { svgToPng } from './png.ts';

/** One of two forecasts to draw. */
export interface ComparedForecast {
  name: string;
  forecast: Forecast;
}

/** Draws two forecasts' daily impressions in one PNG chart; undefined where either has no day. */
export async function comparisonChart(
  first: ComparedForecast,
  second: ComparedForecast,
): Promise<ForecastChart | undefined> {
  if (first.forecast.daily.length === 0 || second.forecast.daily.length === 0) return undefined;
  const svg = pairSvg({
    title: 'Impressions a day, side by side',
    subtitle: `Expected, with the likely range · data through ${dataThrough([first, second])}`,
    pair: [seriesOf(first), seriesOf(second)],
  });
  const title = 'Both forecasts';
  return { png: await svgToPng(svg), title, caption: captionOf([first, second]) };
}

function seriesOf({ name, forecast: { daily } }: ComparedForecast): PairSeries {
  return { name, forecast: daily.map(({ date, impressions }) => ({ date, ...impressions })) };
}

/** The last day of data of both forecasts, which may be of different days. */
function dataThrough(compared: readonly ComparedForecast[]): string {
  const days = compared.map(({ forecast }) => longDay(forecast.dataThrough));
  return [...new Set(days)].join(' and ');
}

function captionOf(compared: readonly ComparedForecast[]): string {
  const words = compared.map(({ name, forecast }) => `${name} ${dailyLevel(forecast)}`);
  return `Impressions a day, side by side: ${words.join('; ')}.`;
}
