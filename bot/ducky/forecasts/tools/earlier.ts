import { daysBetween } from '../../../../data/calendar.ts';
import { readGeneratedSince } from '../../../../data/clickhouse/queries/generated-since.ts';
import type { Forecast } from '../../../../data/forecast.ts';
import type { Flight } from '../../../../data/plan.ts';
import { findSamePlan } from '../../../../data/postgres/plans/same-plan.ts';
import { findOwnRequest } from '../../../../data/postgres/requests/own-request.ts';
import type { ForecastRequest } from '../../../../data/postgres/requests/requests.ts';
import { describeChange } from '../../../../prompts/describe-change.ts';
import { impressionsADay } from '../../../words/mean-day.ts';
import { inWholes } from '../../../words/numbers.ts';
import type { Fact } from '../fact.ts';
import type { EarlierFact } from '../plan-facts.ts';
import { askedRequest, forecastOf } from './asked.ts';
import type { ToolContext } from './context.ts';
import { deliveredADay } from './delivered.ts';
import { percentChange } from './numbers.ts';
import { instantInWords } from './when.ts';

/** What is compared with the forecast in question. */
interface Before extends Pick<EarlierFact, 'relation' | 'changes'> {
  flight: Flight;
  impressionsPerDay: number;
  deliveryPerDay: number | null;
  reach: number | null;
  generatedAt: string;
  dataThrough: string;
  modelVersion: string;
}

/**
 * Finds the earlier forecast to compare with: the one that a follow-up changed, else the last of
 * the same targeting and terms in the workspace, even for other days.
 */
export async function findEarlier(
  context: ToolContext,
  signal?: AbortSignal,
): Promise<Fact<'earlier'> | undefined> {
  const request = await askedRequest(context);
  const forecast = forecastOf(request);
  if (!request || !forecast) return undefined;
  const before =
    (await planBefore(context, request)) ?? (await samePlan(context, forecast, signal));
  if (!before) return undefined;
  const source = `forecast of ${instantInWords(before.generatedAt)}`;
  return { tool: 'earlier', source, data: compared(before, forecast) };
}

/** The forecast of the parent request, where this one is a follow-up that changed its plan. */
async function planBefore(
  context: ToolContext,
  { plan, parentId, relation }: ForecastRequest,
): Promise<Before | undefined> {
  const parent = parentId === null ? undefined : await ownRequest(context, parentId);
  if (!parent) return undefined;
  // A breakdown is of the same plan: what that plan changed is what is asked for.
  if (relation === 'breakdown') return planBefore(context, parent);
  const before = relation === 'follow-up' ? forecastOf(parent) : undefined;
  if (!before) return undefined;
  return {
    relation: 'plan before',
    changes: describeChange(parent.plan, plan),
    flight: parent.plan.flight,
    impressionsPerDay: impressionsADay(before).p50,
    deliveryPerDay: deliveredADay(before),
    reach: before.total.reach?.p50 ?? null,
    generatedAt: before.generatedAt,
    dataThrough: before.dataThrough,
    modelVersion: before.model.version,
  };
}

function ownRequest({ db, question: { teamId } }: ToolContext, id: string) {
  return findOwnRequest(db, { id, teamId });
}

/** The last forecast of the same targeting and terms, from the history that there is now. */
async function samePlan(
  { db, clickhouse, question: { teamId } }: ToolContext,
  forecast: Forecast,
  signal: AbortSignal | undefined,
): Promise<Before | undefined> {
  const historyBegan = await readGeneratedSince(clickhouse, signal);
  const found = await findSamePlan(db, { forecast, teamId, historyBegan });
  if (!found) return undefined;
  const { plan } = forecast;
  return {
    ...found,
    deliveryPerDay: plan.frequencyCap ? found.deliveryPerDay : found.impressionsPerDay,
    generatedAt: found.generatedAt.toISOString(),
    relation: 'same plan',
    changes: describeChange({ ...plan, flight: found.flight }, plan),
  };
}

/** Both forecasts side by side, rounded as people see them. */
function compared(earlier: Before, forecast: Forecast): EarlierFact {
  const now = impressionsADay(forecast).p50;
  return {
    relation: earlier.relation,
    changes: earlier.changes,
    before: inWholes(earlier.impressionsPerDay),
    now: inWholes(now),
    changePercent: percentChange(earlier.impressionsPerDay, now),
    ...reachOf(earlier, forecast),
    ...deliveryOf(earlier, forecast),
    generatedBefore: earlier.generatedAt,
    dataThroughBefore: earlier.dataThrough,
    dataThroughNow: forecast.dataThrough,
    isSameModel: earlier.modelVersion === forecast.model.version,
  };
}

function deliveryOf(
  { deliveryPerDay: before }: Before,
  forecast: Forecast,
): Pick<EarlierFact, 'deliveryBefore' | 'deliveryNow' | 'deliveryChangePercent'> {
  const now = deliveredADay(forecast);
  return {
    deliveryBefore: wholeOrNull(before),
    deliveryNow: wholeOrNull(now),
    deliveryChangePercent: before === null || now === null ? null : percentChange(before, now),
  };
}

/** Reach grows with the days: that of flights of other lengths is not compared. */
function reachOf(
  { flight, reach }: Before,
  { plan, total }: Forecast,
): Pick<EarlierFact, 'reachBefore' | 'reachNow'> {
  const isSameLength = lengthOf(flight) === lengthOf(plan.flight);
  return {
    reachBefore: isSameLength ? wholeOrNull(reach) : null,
    reachNow: isSameLength ? wholeOrNull(total.reach?.p50 ?? null) : null,
  };
}

function lengthOf({ start, end }: Flight): number {
  return daysBetween(start, end);
}

function wholeOrNull(count: number | null): number | null {
  return count === null ? null : inWholes(count);
}
