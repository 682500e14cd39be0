import { dayRange } from '../../../../data/calendar.ts';
import { type Forecast, isRefusal } from '../../../../data/forecast.ts';
import type { ForecastRequest } from '../../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../../prompts/describe.ts';
import { whyNotSurer } from '../../../words/confidence.ts';
import { impressionsADay } from '../../../words/mean-day.ts';
import { inWholes } from '../../../words/numbers.ts';
import { recentLevel } from '../../../words/recent-level.ts';
import type { Fact } from '../fact.ts';
import type { ForecastFact } from '../plan-facts.ts';
import { askedRequest } from './asked.ts';
import type { ToolContext } from './context.ts';
import { deliveredADay } from './delivered.ts';
import { extremesOf } from './extremes.ts';
import { wholePercent, wholeRange } from './numbers.ts';
import { instantInWords } from './when.ts';

/** As many days of a flight as anybody asks for by name. */
const MOST_DAYS = 60;

/**
 * Reads the forecast or refusal that the request in question was answered with, or that it still
 * waits for its answer; undefined where it failed or was cancelled.
 */
export async function findForecast(context: ToolContext): Promise<Fact<'forecast'> | undefined> {
  const request = await askedRequest(context);
  return request && answerOf(request);
}

function answerOf(request: ForecastRequest): Fact<'forecast'> | undefined {
  const { plan, result, createdAt, finishedAt } = request;
  if (result === null) {
    if (finishedAt) return undefined;
    const source = `request of ${instantInWords(createdAt.toISOString())}`;
    return { tool: 'forecast', source, data: { plan: describePlan(plan).line, pending: true } };
  }
  if (!isRefusal(result)) {
    const source = `forecast of ${instantInWords(result.generatedAt)}`;
    return { tool: 'forecast', source, data: forecastFact(result) };
  }
  const source = `answer${finishedAt ? ` of ${instantInWords(finishedAt.toISOString())}` : ''}`;
  return { tool: 'forecast', source, data: { plan: describePlan(plan).line, ...result } };
}

/** A forecast's figures, rounded as its answer shows them. */
export function forecastFact(forecast: Forecast): ForecastFact {
  const { plan, total, daily, confidence, notes, generatedAt, dataThrough } = forecast;
  const { start, end } = plan.flight;
  const days = daily.map(({ date, impressions }) => ({
    date,
    impressions: inWholes(impressions.p50),
  }));
  const noDay = { date: start, impressions: 0 };
  const extremes = extremesOf(days, ({ impressions }) => impressions);
  const recent = recentLevel(forecast);
  return {
    plan: describePlan(plan).line,
    flight: { start, end, days: dayRange(start, end).length },
    impressionsPerDay: wholeRange(impressionsADay(forecast)),
    impressions: wholeRange(total.impressions),
    reach: total.reach && wholeRange(total.reach),
    averageFrequency: total.averageFrequency,
    delivery: deliveryOf(forecast),
    goalImpressions: plan.goal?.impressions ?? null,
    daily: days.slice(0, MOST_DAYS),
    lowestDay: extremes?.lowest ?? noDay,
    highestDay: extremes?.highest ?? noDay,
    drivers: driversOf(forecast),
    recentPerDay: recent.perDay === null ? null : inWholes(recent.perDay),
    recentDays: recent.days,
    limitedBy: forecast.delivery?.limitedBy ?? null,
    confidence,
    whyNotSurer: whyNotSurer(forecast),
    notes,
    generatedAt,
    dataThrough,
    modelVersion: forecast.model.version,
    modelMethod: forecast.model.method,
  };
}

function deliveryOf(forecast: Forecast): ForecastFact['delivery'] {
  const { delivery } = forecast;
  const perDay = deliveredADay(forecast);
  if (!delivery || perDay === null) return null;
  return {
    impressions: wholeRange(delivery.impressions),
    reach: delivery.reach && wholeRange(delivery.reach),
    impressionsPerDayP50: inWholes(perDay),
  };
}

function driversOf({ drivers }: Forecast): ForecastFact['drivers'] {
  return drivers
    .map(({ name, effect }) => ({ name, effectPercent: wholePercent(effect) }))
    .filter(({ effectPercent }) => effectPercent !== 0)
    .sort((one, other) => Math.abs(other.effectPercent) - Math.abs(one.effectPercent));
}
