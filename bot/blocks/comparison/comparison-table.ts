import type { TableBlock } from '@slack/types';

import type { Forecast } from '../../../data/forecast.ts';
import { impressionsADay } from '../../words/mean-day.ts';
import { preciseCount, preciseRange, timesEach } from '../../words/numbers.ts';
import { truncate } from '../text.ts';
import { forecastOfSide, type Sides, titleOfSide } from './comparison-side.ts';

const TITLE_LENGTH = 60;
const NOTHING = '–';
const ALIGNMENTS = ['left', 'right', 'right'] as const;

/** A figure of a forecast: what it is called, and how it is said. */
type Figure = readonly [string, (forecast: Forecast) => string];

const FIGURES: readonly Figure[] = [
  ['Impressions a day', (forecast) => preciseCount(impressionsADay(forecast).p50)],
  ['Likely range a day', (forecast) => preciseRange(impressionsADay(forecast))],
  ['Days', ({ daily }) => String(daily.length)],
  ['Impressions in total', ({ total }) => preciseCount(total.impressions.p50)],
  ['Likely range in total', ({ total }) => preciseRange(total.impressions)],
  ['Reach', ({ total: { reach } }) => (reach ? preciseCount(Math.round(reach.p50)) : NOTHING)],
  ['Average frequency', ({ total }) => frequencyInWords(total)],
  ['Confidence', ({ confidence }) => confidence],
];

const DELIVERY: Figure = [
  'The plan would get',
  ({ delivery }) => (delivery ? preciseCount(delivery.impressions.p50) : NOTHING),
];

function frequencyInWords({ averageFrequency }: Forecast['total']): string {
  return averageFrequency ? timesEach(averageFrequency) : NOTHING;
}

/** The table that compares two forecasts side by side: a figure a row, a side a column. */
export function comparisonTable(sides: Sides): TableBlock {
  const hasDelivery = sides.some((side) => forecastOfSide(side)?.delivery !== undefined);
  const figures = hasDelivery ? [...FIGURES, DELIVERY] : FIGURES;
  const titles = sides.map((side) => truncate(titleOfSide(side), TITLE_LENGTH));
  const rows = figures.map(([label, say]) => [
    label,
    ...sides.map((side) => {
      const forecast = forecastOfSide(side);
      return forecast ? say(forecast) : 'no forecast';
    }),
  ]);
  return {
    type: 'table',
    column_settings: ALIGNMENTS.map((align) => ({ align })),
    rows: [['Expected', ...titles], ...rows].map((row) =>
      row.map((text) => ({ type: 'raw_text', text })),
    ),
  };
}
