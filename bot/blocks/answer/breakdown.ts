import type { TableBlock } from '@slack/types';

import { type BreakdownDimension, UNKNOWN } from '../../../data/dimensions.ts';
import type { Forecast } from '../../../data/forecast.ts';
import { longDay } from '../../words/dates.ts';
import { dimensionInText, dimensionName } from '../../words/dimensions.ts';
import { preciseCount, preciseRange, roundCount } from '../../words/numbers.ts';
import { partName, shortPartName } from '../../words/part-name.ts';
import { actions, csvButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section, truncate } from '../text.ts';
import { seriesChart } from './series-chart.ts';

export interface BreakdownParts {
  /** With its breakdown. */
  forecast: Forecast;
  dimension: BreakdownDimension;
  requestId: string;
  requestedBy: string;
  /** The plan in words. */
  understood: string;
}

type Part = NonNullable<Forecast['breakdown']>[number];

/** Which blocks a form of the message uses that some workspaces refuse. */
interface BreakdownForm {
  chart: boolean;
  table: boolean;
}

/** Fallbacks for a Slack that refuses a block: each asks less of it than the one before. */
const FORMS: readonly BreakdownForm[] = [
  { chart: true, table: true },
  { chart: false, table: true },
  { chart: false, table: false },
];

/**
 * The message after a choice from “Break down by…”: a forecast split by one dimension, such as
 * country, the best form first.
 */
export function breakdownMessages(parts: BreakdownParts): SlackMessage[] {
  return FORMS.map((form) => breakdown(parts, form));
}

function breakdown(parts: BreakdownParts, form: BreakdownForm): SlackMessage {
  const { forecast, dimension, understood, requestedBy, requestId } = parts;
  const values = forecast.breakdown ?? [];
  const headline = escapeMrkdwn(headlineOf(parts));
  const lines = values.map((part) => escapeMrkdwn(partInWords(part, dimension)));
  return message([headline, ...lines].join(' '), [
    section(`*${headline}*\nOf ${escapeMrkdwn(understood)}`),
    ...(form.table && values.length > 0 ? [breakdownTable(parts, values)] : []),
    ...(form.table ? [] : [section(lines.join('\n'))]),
    ...(form.chart ? breakdownChart(parts, values) : []),
    actions(csvButton(requestId)),
    context(`${escapeMrkdwn(groundsOf(forecast))}\nAsked by <@${requestedBy}>`),
  ]);
}

/** The largest value and its share in one line, or why there is nothing to split. */
function headlineOf({ forecast, dimension }: BreakdownParts): string {
  const by = `By ${dimensionInText(dimension)}`;
  const [first, second] = forecast.breakdown ?? [];
  if (!first) return `${by}: the history holds nothing to split this forecast by.`;
  const total = `${roundCount(forecast.total.impressions.p50)} impressions`;
  if (first.value === UNKNOWN && !second) return `${by}: the data do not say it of these requests.`;
  return `${by}: ${partName(first, dimension)} has ${percent(first.share)} of the ${total}.`;
}

function partInWords(part: Part, dimension: BreakdownDimension): string {
  return `${partName(part, dimension)}: ${roundCount(part.impressions.p50)} (${percent(part.share)}).`;
}

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded === 0 && share > 0 ? 'under 1%' : `${rounded}%`;
}

const NAME_IN_TABLE = 80;
const BAR_LENGTH = 10;
const NO_BREAK_SPACE = '\u00a0';

function bar(share: number): string {
  return '█'.repeat(Math.round(share * BAR_LENGTH)) || '▏';
}

/** A row a value: impressions, their likely range, and the share as a number and a bar. */
function breakdownTable({ dimension }: BreakdownParts, values: readonly Part[]): TableBlock {
  const headings = [dimensionName(dimension), 'Impressions', 'Likely range', 'Share'];
  const rows = values.map((part) => [
    truncate(partName(part, dimension), NAME_IN_TABLE),
    preciseCount(part.impressions.p50),
    preciseRange(part.impressions),
    `${percent(part.share)}${NO_BREAK_SPACE}${bar(part.share)}`,
  ]);
  const settings = ['left', 'right', 'right', 'left'] as const;
  return {
    type: 'table',
    column_settings: settings.map((align) => ({ align })),
    rows: [headings, ...rows].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  };
}

function breakdownChart({ dimension }: BreakdownParts, values: readonly Part[]) {
  return seriesChart({
    type: 'bar',
    title: `Impressions by ${dimensionInText(dimension)}`,
    axis: dimensionName(dimension),
    categories: values.map((part) => shortPartName(part, dimension)),
    series: [{ name: 'Expected', values: values.map(({ impressions }) => impressions.p50) }],
  });
}

/** How the split was made, and why it says nothing of reach. */
function groundsOf({ dataThrough }: Forecast): string {
  return `The forecast is split by each value’s share of the four weeks through ${longDay(dataThrough)}. Reach is left out: a person seen in two rows would count twice.`;
}
