import type { Fact, ToolName, ToolResults, Tools } from '../fact.ts';
import type { ForecastFact } from '../plan-facts.ts';
import type { ForecastQuestion } from '../question.ts';
import { findDocs } from '../tools/docs.ts';

type Scenario = Omit<ToolResults, 'docs' | 'forecast'> & { readonly forecast: ForecastFact };

const PLAN = 'women aged 25-34 on iOS in India, 24 Nov to 7 Dec 2026 (14 days), cap 3 a day';

/**
 * What the tools found for a plan of the generated history of 600,000 requests (seed 7), asked on
 * 23 Nov 2026. The earlier forecast and the accuracy are as if the week before had been lived.
 */
export const SCENARIO: Scenario = {
  forecast: {
    plan: PLAN,
    flight: { start: '2026-11-24', end: '2026-12-07', days: 14 },
    impressionsPerDay: { p10: 65, p50: 91, p90: 125 },
    impressions: { p10: 1_170, p50: 1_280, p90: 1_445 },
    reach: { p10: 246, p50: 269, p90: 304 },
    averageFrequency: 4.76,
    delivery: {
      impressions: { p10: 860, p50: 937, p90: 1_030 },
      reach: { p10: 246, p50: 269, p90: 304 },
      impressionsPerDayP50: 67,
    },
    goalImpressions: null,
    daily: [
      { date: '2026-11-24', impressions: 94 },
      { date: '2026-11-25', impressions: 93 },
      { date: '2026-11-26', impressions: 93 },
      { date: '2026-11-27', impressions: 92 },
      { date: '2026-11-28', impressions: 84 },
      { date: '2026-11-29', impressions: 85 },
      { date: '2026-11-30', impressions: 94 },
      { date: '2026-12-01', impressions: 94 },
      { date: '2026-12-02', impressions: 93 },
      { date: '2026-12-03', impressions: 93 },
      { date: '2026-12-04', impressions: 92 },
      { date: '2026-12-05', impressions: 88 },
      { date: '2026-12-06', impressions: 90 },
      { date: '2026-12-07', impressions: 95 },
    ],
    lowestDay: { date: '2026-11-28', impressions: 84 },
    highestDay: { date: '2026-12-07', impressions: 95 },
    drivers: [
      { name: 'weekdays of the flight', effectPercent: -3 },
      { name: 'XGBoost correction', effectPercent: 2 },
    ],
    recentPerDay: 92,
    recentDays: 28,
    limitedBy: 'frequency cap',
    confidence: 'low',
    whyNotSurer: ['92 impressions a day were measured, and medium asks for 100'],
    notes: ['Demo data: the history was generated, not observed.'],
    generatedAt: '2026-11-23T12:26:47.005Z',
    dataThrough: '2026-11-22',
    modelVersion: '2026-11-22-4eca04b0',
    modelMethod: 'xgboost',
  },
  earlier: {
    relation: 'same plan',
    changes: [],
    before: 96,
    now: 91,
    changePercent: -5,
    reachBefore: 281,
    reachNow: 269,
    deliveryBefore: 70,
    deliveryNow: 67,
    deliveryChangePercent: -4,
    generatedBefore: '2026-11-16T09:00:00.000Z',
    dataThroughBefore: '2026-11-15',
    dataThroughNow: '2026-11-22',
    isSameModel: true,
  },
  history: {
    first: '2026-09-28',
    last: '2026-11-22',
    days: 56,
    meanPerDay: 89,
    lastWeekPerDay: 81,
    weekBeforePerDay: 93,
    lastWeekChangePercent: -13,
    weekdays: [
      { name: 'Monday', perDay: 91 },
      { name: 'Tuesday', perDay: 93 },
      { name: 'Wednesday', perDay: 92 },
      { name: 'Thursday', perDay: 90 },
      { name: 'Friday', perDay: 89 },
      { name: 'Saturday', perDay: 83 },
      { name: 'Sunday', perDay: 85 },
    ],
    weekendPerDay: 84,
    mondayToFridayPerDay: 91,
    months: [
      { month: '2026-09', days: 3, perDay: 88 },
      { month: '2026-10', days: 31, perDay: 86 },
      { month: '2026-11', days: 22, perDay: 93 },
    ],
    latest: { date: '2026-11-22', impressions: 78 },
    busiestWeekday: { name: 'Tuesday', perDay: 93 },
    quietestWeekday: { name: 'Saturday', perDay: 83 },
    highest: { date: '2026-11-12', impressions: 122 },
    lowest: { date: '2026-10-24', impressions: 61 },
  },
  alternatives: {
    first: '2026-10-26',
    last: '2026-11-22',
    days: 28,
    perDay: 92,
    alternatives: [
      { dimension: 'OS', part: 'iOS', perDay: 296, morePercent: 221, followUp: 'without iOS' },
      { dimension: 'age', part: '25-34', perDay: 240, morePercent: 161, followUp: 'any age' },
      { dimension: 'gender', part: 'women', perDay: 188, morePercent: 105, followUp: 'any gender' },
      {
        dimension: 'places',
        part: 'India',
        perDay: 174,
        morePercent: 89,
        followUp: 'everywhere instead of India',
      },
    ],
    wider: [],
    withoutCap: {
      part: 'at most 3 a day',
      perDay: 67,
      withoutPerDay: 91,
      morePercent: 37,
      followUp: 'without the cap',
    },
  },
  accuracy: {
    first: '2026-11-02',
    last: '2026-11-22',
    comparedDays: 208,
    errorPercent: 11.4,
    biasPercent: 2.3,
    withinRangePercent: 84,
  },
  model: {
    version: '2026-11-22-4eca04b0',
    method: 'xgboost',
    trainedAt: '2026-11-23T12:26:30.473Z',
    dataThrough: '2026-11-22',
    backtest: { errorPercent: 8.5, withinRangePercent: 85 },
    verdict: 'There was no model to compare it with.',
    servesSince: '2026-11-23T12:26:30.473Z',
  },
  data: {
    first: '2026-05-27',
    last: '2026-11-22',
    requests: 599_999,
    daysOld: 1,
    origin: 'generated',
    dimensions: ['age', 'gender', 'device', 'OS', 'places', 'format'],
  },
};

/** What the scenario's tools find, with its source. */
export const FACTS: { readonly [Name in keyof Scenario]: Fact<Name> } = {
  forecast: {
    tool: 'forecast',
    source: 'forecast of 23 Nov 2026, 12:26 UTC',
    data: SCENARIO.forecast,
  },
  earlier: {
    tool: 'earlier',
    source: 'forecast of 16 Nov 2026, 09:00 UTC',
    data: SCENARIO.earlier,
  },
  history: {
    tool: 'history',
    source: 'history 28 Sep to 22 Nov 2026',
    data: SCENARIO.history,
  },
  alternatives: {
    tool: 'alternatives',
    source: 'history 26 Oct to 22 Nov 2026',
    data: SCENARIO.alternatives,
  },
  accuracy: {
    tool: 'accuracy',
    source: 'accuracy 2 Nov to 22 Nov 2026',
    data: SCENARIO.accuracy,
  },
  model: {
    tool: 'model',
    source: 'model 2026-11-22-4eca04b0, backtest',
    data: SCENARIO.model,
  },
  data: {
    tool: 'data',
    source: 'history 27 May to 22 Nov 2026',
    data: SCENARIO.data,
  },
};

/**
 * Fake tools for tests and evaluations, which find what the scenario holds, and of the documents
 * what fits the question.
 */
export function scenarioTools(question: Pick<ForecastQuestion, 'text' | 'requestId'>): Tools {
  const found: { readonly [Name in ToolName]: () => Promise<Fact<Name> | undefined> } = {
    forecast: async () => FACTS.forecast,
    earlier: async () => FACTS.earlier,
    history: async () => FACTS.history,
    alternatives: async () => FACTS.alternatives,
    accuracy: async () => FACTS.accuracy,
    model: async () => FACTS.model,
    data: async () => FACTS.data,
    docs: () => findDocs({ question }),
  };
  return { run: (name) => found[name]() };
}
