import { shortDay } from '../../words/dates.ts';
import { notesSection } from '../answer/notes.ts';
import { type SeriesChartBlock, seriesChart } from '../answer/series-chart.ts';
import { assumed } from '../answer/understood.ts';
import { actions, compareButton, csvButton, editButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import { forecastOfSide, notesOfSides, type Sides, titleOfSide } from './comparison-side.ts';
import { comparisonTable } from './comparison-table.ts';
import { comparisonHeadline, doubtOfComparison } from './comparison-words.ts';

export interface ComparisonParts {
  sides: Sides;
  /** The request of the second side. */
  requestId: string;
  requestedBy: string;
  assumptions: readonly string[];
}

/** Which blocks a form of the message uses that some workspaces refuse. */
interface ComparisonForm {
  chart: boolean;
  table: boolean;
}

/** Fallbacks for a Slack that refuses a block: each asks less of it than the one before. */
const FORMS: readonly ComparisonForm[] = [
  { chart: true, table: true },
  { chart: false, table: true },
  { chart: false, table: false },
];

/** The message that compares two forecasts side by side, the best form first. */
export function comparisonMessages(parts: ComparisonParts): SlackMessage[] {
  return FORMS.map((form) => comparison(parts, form));
}

/** The difference first, then the figures, both series, and what was understood. */
function comparison(
  { sides, requestId, requestedBy, assumptions }: ComparisonParts,
  form: ComparisonForm,
): SlackMessage {
  const headline = escapeMrkdwn(comparisonHeadline(sides));
  const doubt = doubtOfComparison(sides);
  const plans = sides.map(({ letter, understood }) => [letter, escapeMrkdwn(understood)] as const);
  const plainPlans = plans.map(([letter, words]) => `${letter}: ${words}.`);
  const markedPlans = plans.map(([letter, words]) => `*${letter}:* ${words}`);
  const notes = notesOfSides(sides);
  const text = [headline, ...doubt, ...plainPlans, ...notes.map(escapeMrkdwn)].join(' ');
  return message(text, [
    section([`*${headline}*`, ...doubt].join('\n')),
    ...(form.table ? [comparisonTable(sides)] : []),
    ...(form.chart ? comparisonChart(sides) : []),
    section([...markedPlans, ...assumed(assumptions)].join('\n')),
    ...notesSection({ notes }),
    actions(editButton(requestId), compareButton(requestId), csvButton(requestId)),
    context(`Likely: 8 times in 10 the real number falls in the range. Asked by <@${requestedBy}>`),
  ]);
}

/** Both series in one chart: over the same days, else over the days of each flight. */
function comparisonChart(sides: Sides): SeriesChartBlock[] {
  const [first, second] = sides.map((side) => forecastOfSide(side)?.daily);
  if (!first || !second || first.length !== second.length) return [];
  const isSameFlight = first[0]?.date === second[0]?.date;
  return seriesChart({
    type: 'line',
    title: 'Expected impressions a day',
    axis: isSameFlight ? 'Day' : 'Day of the flight',
    categories: first.map(({ date }, index) =>
      isSameFlight ? shortDay(date) : `Day ${index + 1}`,
    ),
    series: sides.map((side, index) => ({
      name: titleOfSide(side),
      values: [first, second][index]?.map(({ impressions }) => impressions.p50) ?? [],
    })),
  });
}
