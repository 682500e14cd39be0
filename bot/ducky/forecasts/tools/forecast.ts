import { dayRange } from '../../../../data/calendar.ts';
import { type Forecast, isRefusal } from '../../../../data/forecast.ts';
import type { ForecastRequest } from '../../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../../prompts/describe.ts';
import { impressionsADay } from '../../../words/mean-day.ts';
import { inWholes } from '../../../words/numbers.ts';
import type { Fact, ForecastFact } from '../fact.ts';
import { askedRequest } from './asked.ts';
import type { ToolContext } from './context.ts';
import { extremesOf } from './extremes.ts';
import { meanOf, wholePercent, wholeRange } from './numbers.ts';
import { instantInWords } from './when.ts';

/** As many measured days as drivers start from: four whole weeks. */
const RECENT_DAYS = 28;

/** What the request in question was answered with; undefined while it has no answer. */
export async function findForecast(context: ToolContext): Promise<Fact<'forecast'> | undefined> {
  const request = await askedRequest(context);
  return request && answerOf(request);
}

function answerOf({ plan, result, finishedAt }: ForecastRequest): Fact<'forecast'> | undefined {
  if (result === null) return undefined;
  if (!isRefusal(result)) {
    const source = `forecast of ${instantInWords(result.generatedAt)}`;
    return { tool: 'forecast', source, data: forecastFact(result) };
  }
  const source = `answer${finishedAt ? ` of ${instantInWords(finishedAt.toISOString())}` : ''}`;
  return { tool: 'forecast', source, data: { plan: describePlan(plan).line, ...result } };
}

/** A forecast's figures, rounded as its answer shows them. */
export function forecastFact(forecast: Forecast): ForecastFact {
  const { plan, total, daily, delivery, confidence, notes, generatedAt, dataThrough } = forecast;
  const { start, end } = plan.flight;
  const days = daily.map(({ date, impressions }) => ({
    date,
    impressions: inWholes(impressions.p50),
  }));
  const noDay = { date: start, impressions: 0 };
  const extremes = extremesOf(days, ({ impressions }) => impressions);
  const recent = forecast.history.slice(-RECENT_DAYS).map(({ impressions }) => impressions);
  return {
    plan: describePlan(plan).line,
    flight: { start, end, days: dayRange(start, end).length },
    impressionsPerDay: wholeRange(impressionsADay(forecast)),
    impressions: wholeRange(total.impressions),
    reach: total.reach && wholeRange(total.reach),
    averageFrequency: total.averageFrequency,
    lowestDay: extremes?.lowest ?? noDay,
    highestDay: extremes?.highest ?? noDay,
    drivers: driversOf(forecast),
    recentPerDay: recent.length > 0 ? inWholes(meanOf(recent)) : null,
    recentDays: recent.length,
    limitedBy: delivery?.limitedBy ?? null,
    confidence,
    notes,
    generatedAt,
    dataThrough,
    modelVersion: forecast.model.version,
    modelMethod: forecast.model.method,
  };
}

function driversOf({ drivers }: Forecast): ForecastFact['drivers'] {
  return drivers
    .map(({ name, effect }) => ({ name, effectPercent: wholePercent(effect) }))
    .filter(({ effectPercent }) => effectPercent !== 0)
    .sort((one, other) => Math.abs(other.effectPercent) - Math.abs(one.effectPercent));
}
