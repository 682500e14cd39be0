import { readDailyCounts } from '../../../../data/clickhouse/queries/daily-counts.ts';
import { readDailyGeneralisations } from '../../../../data/clickhouse/queries/daily-generalisations.ts';
import { readDataSpan } from '../../../../data/clickhouse/queries/data-span.ts';
import { lastDays, type TargetingWindow } from '../../../../data/clickhouse/queries/window.ts';
import type { Dimension } from '../../../../data/dimensions.ts';
import type { Forecast } from '../../../../data/forecast.ts';
import type { DaySpan, Generalisation } from '../../../../data/history.ts';
import type { Plan } from '../../../../data/plan.ts';
import { dimensionInText } from '../../../words/dimensions.ts';
import { inWholes } from '../../../words/numbers.ts';
import type { Fact } from '../fact.ts';
import type { Alternative, AlternativesFact } from '../plan-facts.ts';
import { askedRequest, forecastOf } from './asked.ts';
import type { ToolContext } from './context.ts';
import { followUpWithout, partInWords } from './follow-up.ts';
import { meanOf, percentChange } from './numbers.ts';
import { spanInWords } from './when.ts';
import { type Widening, widenings } from './widen.ts';
import { withoutCap } from './without-cap.ts';

/** Four whole weeks. */
const WINDOW_DAYS = 28;

/**
 * Counts the impressions that a plan, even a refused one, would have had in the last weeks with one
 * part of its targeting left out or a step wider, where that is more.
 */
export async function findAlternatives(
  context: ToolContext,
  signal?: AbortSignal,
): Promise<Fact<'alternatives'> | undefined> {
  const request = await askedRequest(context);
  if (!request?.result) return undefined;
  const { plan } = request;
  const forecast = forecastOf(request);
  const span = forecast
    ? lastDays(shownSpan(forecast), WINDOW_DAYS)
    : await latestSpan(context, signal);
  if (!span) return undefined;
  const window = { targeting: plan.targeting, span, signal };
  const [generalisations, widened] = await Promise.all([
    readDailyGeneralisations(context.clickhouse, window),
    countWidened(context.clickhouse, plan, window),
  ]);
  const found = alternativesFact(plan, generalisations);
  const wider = widened.flatMap((each) => widerThan(found.perDay, each));
  return {
    tool: 'alternatives',
    source: `history ${spanInWords(span)}`,
    data: {
      ...span,
      ...found,
      wider: mostFirst(wider),
      withoutCap: forecast ? withoutCap(forecast) : null,
    },
  };
}

/** The measured days that people saw beside a forecast. */
function shownSpan({ history, dataThrough }: Forecast): DaySpan {
  return { first: history[0]?.date ?? dataThrough, last: dataThrough };
}

/** The latest days; undefined where there is no history. */
async function latestSpan(
  { clickhouse, today }: ToolContext,
  signal: AbortSignal | undefined,
): Promise<DaySpan | undefined> {
  const data = await readDataSpan(clickhouse, { today, signal });
  return data ? lastDays(data, WINDOW_DAYS) : undefined;
}

/**
 * Impressions a day of a plan as it is, and with each one dimension dropped. `generalisations` are
 * its targeting with every subset of its dimensions, all of them last.
 */
export function alternativesFact(
  plan: Plan,
  generalisations: readonly Generalisation[],
): Omit<AlternativesFact, 'first' | 'last' | 'wider' | 'withoutCap'> {
  const whole = generalisations.at(-1);
  if (!whole) return { days: 0, perDay: 0, alternatives: [] };
  const perDay = perDayOf(whole);
  const alternatives = generalisations.flatMap((wider) => {
    const [dropped, ...others] = droppedOf(whole, wider);
    if (dropped === undefined || others.length > 0) return [];
    return alternativeOf(plan, { dropped, perDay, withoutIt: perDayOf(wider) });
  });
  return {
    days: whole.impressions.length,
    perDay: inWholes(perDay),
    alternatives: mostFirst(alternatives),
  };
}

interface Widened extends Widening {
  perDay: number;
}

/** Counts the impressions a day of each wider plan in the same weeks. */
async function countWidened(
  clickhouse: ToolContext['clickhouse'],
  plan: Plan,
  { span, signal }: Omit<TargetingWindow, 'targeting'>,
): Promise<Widened[]> {
  return Promise.all(
    widenings(plan).map(async (widening) => {
      const { targeting } = widening.plan;
      const counts = await readDailyCounts(clickhouse, { targeting, span, signal });
      return { ...widening, perDay: meanOf([...counts]) };
    }),
  );
}

function widerThan(perDay: number, { dimension, part, perDay: wider, followUp }: Widened) {
  const morePercent = percentChange(perDay, wider);
  if (morePercent === 0) return [];
  const name = dimensionInText(dimension);
  return [{ dimension: name, part, perDay: inWholes(wider), morePercent, followUp }];
}

function mostFirst(alternatives: readonly Alternative[]): Alternative[] {
  return alternatives.toSorted((one, other) => other.perDay - one.perDay);
}

/** What a plan gains without a dimension; nothing where it gains none, or no words ask for it. */
function alternativeOf(
  plan: Plan,
  { dropped, perDay, withoutIt }: { dropped: Dimension; perDay: number; withoutIt: number },
): Alternative[] {
  const morePercent = percentChange(perDay, withoutIt);
  const followUp = followUpWithout(plan, dropped);
  if (morePercent === 0 || followUp === undefined) return [];
  const dimension = dimensionInText(dropped);
  const part = partInWords(plan, dropped);
  return [{ dimension, part, perDay: inWholes(withoutIt), morePercent, followUp }];
}

function droppedOf(whole: Generalisation, wider: Generalisation): Dimension[] {
  return whole.dimensions.filter((dimension) => !wider.dimensions.includes(dimension));
}

function perDayOf({ impressions }: Generalisation): number {
  return meanOf([...impressions]);
}
