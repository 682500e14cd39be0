import type { ContextBlock, SectionBlock } from '@slack/types';

import { daysBetween } from '../../../data/calendar.ts';
import type { DigestResult, LookBack, PlanDigest } from '../../../data/digest.ts';
import type { Flight } from '../../../data/plan.ts';
import type { Subscription } from '../../../data/postgres/plans/subscriptions.ts';
import { longDay } from '../../words/dates.ts';
import { type SeriesChartBlock, seriesChart } from '../answer/series-chart.ts';
import { message, type SlackMessage } from '../message.ts';
import { bullets, context, escapeMrkdwn, section } from '../text.ts';
import { digestControls } from './digest-buttons.ts';
import { scheduleInWords, stateOf } from './digest-panel.ts';
import { BACK_FILLED, digestTable } from './digest-table.ts';
import { concerns, digestHeadline, needsLook, planInWords, spanInWords } from './digest-words.ts';

export interface DigestParts {
  result: DigestResult;
  /** Of the channel as it is now; undefined where somebody has ended it. */
  subscription: Subscription | undefined;
}

/** Bullets of a section that is not too long to read. */
const SHOWN_CONCERNS = 12;

/**
 * The weekly digest as a message, plans at risk on top; the best form first, each later one for a
 * Slack that takes less.
 */
export function digestForms(parts: DigestParts): SlackMessage[] {
  const forms = [
    { chart: true, table: true },
    { chart: false, table: true },
    { chart: false, table: false },
  ];
  const plans = parts.result.plans.toSorted((a, b) => Number(needsLook(b)) - Number(needsLook(a)));
  return forms.map((form) => digest({ ...parts, result: { ...parts.result, plans } }, form));
}

function digest(
  { result, subscription }: DigestParts,
  form: { chart: boolean; table: boolean },
): SlackMessage {
  const { week, plans } = result;
  const title = `Weekly digest for ${spanInWords(week)}`;
  const headline = digestHeadline(result);
  const text = [`${title}. ${headline}.`, ...plans.map(planInWords)].join('\n');
  return message(escapeMrkdwn(text), [
    section(`*${headline}*\n${title}`),
    ...toLookAt(plans),
    ...(form.chart ? weekChart(plans) : []),
    ...(form.table ? digestTable(plans) : [section(bullets(plans.map(planInWords)))]),
    ...notes(result),
    digestControls(stateOf(subscription)),
    context(scheduleInWords(subscription)),
  ]);
}

/** The risks of all plans as a list, cut where it becomes too long to read. */
function toLookAt(plans: readonly PlanDigest[]): SectionBlock[] {
  const all = plans.flatMap(concerns);
  if (all.length === 0) return [];
  const rest = all.length - SHOWN_CONCERNS;
  const more = rest > 0 ? [`and ${rest} more, in the table below`] : [];
  return [section(`*To look at*\n${bullets([...all.slice(0, SHOWN_CONCERNS), ...more])}`)];
}

/** Impressions a day: next week's beside last week's, where all plans have both. */
function weekChart(plans: readonly PlanDigest[]): SeriesChartBlock[] {
  const shown = plans.flatMap(({ name, next, lookBack }) =>
    next.kind === 'forecast' ? [{ name, next, lookBack }] : [],
  );
  const lastWeek = shown.flatMap(({ lookBack }) => (lookBack ? [lookBack] : []));
  const past = [
    { name: 'Last week, forecast', values: lastWeek.map((week) => perDay(week, week.expected)) },
    { name: 'Last week, came', values: lastWeek.map((week) => perDay(week, week.actual)) },
  ];
  const values = shown.map(({ next }) => next.impressions.p50 / lengthOf(next.days));
  const ahead = { name: 'Next week, forecast', values };
  const series = lastWeek.length === shown.length ? [...past, ahead] : [ahead];
  const categories = shown.map(({ name }) => name);
  return seriesChart({ type: 'bar', title: 'Impressions a day', axis: 'Plan', categories, series });
}

function perDay({ comparedDays }: LookBack, total: number): number {
  return total / comparedDays;
}

function lengthOf({ start, end }: Flight): number {
  return daysBetween(start, end) + 1;
}

/** What “Last forecast” and its marks mean, whether these are demo data, and how fresh they are. */
function notes({ dataThrough, historyOrigin, plans }: DigestResult): ContextBlock[] {
  const isBackFilled = plans.some(({ lookBack }) => lookBack?.isBackFilled);
  const days = plans.find(({ lookBack }) => lookBack)?.lookBack?.days;
  const lines = [
    ...(days ? [lastForecastInWords(days)] : []),
    ...(isBackFilled ? [`${BACK_FILLED} ${BACK_FILLED_IN_WORDS}`] : []),
    ...(historyOrigin === 'observed'
      ? []
      : ['Demo data: the history was generated, at least in part.']),
    ...(dataThrough === null ? [] : [`Data through ${longDay(dataThrough)}.`]),
  ];
  return lines.length > 0 ? [context(lines.join('\n'))] : [];
}

function lastForecastInWords(days: Flight): string {
  return `“Last forecast”: how the one made a week ago did on ${spanInWords(days)}, and on how many of these days what came lay in its range. “Change”: next week against that forecast.`;
}

const BACK_FILLED_IN_WORDS =
  'Back-filled: nobody forecast this plan a week ago, so this is as the model would have said then, from the data up to that day.';
