import type { Range } from '../../../data/forecast.ts';

/** The forecast that a question is about: of its thread, or the latest of a direct message. */
export interface ForecastFact {
  /** The plan in words. */
  plan: string;
  flight: { start: string; end: string; days: number };
  /** A day of the flight, and over all of it. */
  impressionsPerDay: Range;
  impressions: Range;
  reach: Range | null;
  averageFrequency: number | null;
  /** What the plan's terms, such as a frequency cap, leave of it; null where they were not reckoned. */
  delivery: { impressions: Range; reach: Range | null; impressionsPerDayP50: number } | null;
  /** The impressions that the plan is to deliver over its flight; null where it names none. */
  goalImpressions: number | null;
  /** Each day's P50, at most the first 60 days of the flight. */
  daily: { date: string; impressions: number }[];
  /** The days of the flight with the lowest and the highest P50. */
  lowestDay: { date: string; impressions: number };
  highestDay: { date: string; impressions: number };
  /** What moved it from the plain recent mean, the strongest first; 12 = +12%. */
  drivers: { name: string; effectPercent: number }[];
  /** Mean impressions a day of the latest measured days, and how many days these are. */
  recentPerDay: number | null;
  recentDays: number;
  limitedBy: string | null;
  confidence: 'high' | 'medium' | 'low';
  /** What the next better grade asks for and is not met, in words. */
  whyNotSurer: string[];
  notes: string[];
  generatedAt: string;
  dataThrough: string;
  modelVersion: string;
  modelMethod: string;
}

/** That no forecast could be made, and why. */
export interface RefusedFact {
  plan: string;
  refused: { reason: string; needed: string };
}

/** That the forecast is still being made. */
export interface PendingFact {
  plan: string;
  pending: true;
}

/** The forecast before: of the same plan, or of the plan that this one changed. */
export interface EarlierFact {
  relation: 'same plan' | 'plan before';
  /** What differs between the plans, in words; of the same plan nothing but the flight. */
  changes: string[];
  /** Impressions a day at P50, then and now. */
  before: number;
  now: number;
  changePercent: number | null;
  reachBefore: number | null;
  reachNow: number | null;
  /** Impressions a day at P50 that the plan's terms leave; null where they were not reckoned. */
  deliveryBefore: number | null;
  deliveryNow: number | null;
  deliveryChangePercent: number | null;
  generatedBefore: string;
  dataThroughBefore: string;
  dataThroughNow: string;
  isSameModel: boolean;
}

/** What was measured of the targeting. */
export interface HistoryFact {
  first: string;
  last: string;
  days: number;
  meanPerDay: number;
  /** The last seven days, the seven before, and how they changed, 12 = +12%; null without enough days. */
  lastWeekPerDay: number | null;
  weekBeforePerDay: number | null;
  lastWeekChangePercent: number | null;
  /** Monday first; a weekday without a measured day is missing. */
  weekdays: { name: string; perDay: number }[];
  /** Saturdays and Sundays, and the other days; null where none was measured. */
  weekendPerDay: number | null;
  mondayToFridayPerDay: number | null;
  /** The calendar months that they touch, in order: `2026-11`, and how many of its days were measured. */
  months: { month: string; days: number; perDay: number }[];
  /** The last measured day. */
  latest: { date: string; impressions: number };
  busiestWeekday: { name: string; perDay: number };
  quietestWeekday: { name: string; perDay: number };
  highest: { date: string; impressions: number };
  lowest: { date: string; impressions: number };
}

/** One part of a plan left out or made wider, and what the last weeks would have held so. */
export interface Alternative {
  /** The dimension, and its part of the plan in words: of a wider plan the wider one. */
  dimension: string;
  part: string;
  perDay: number;
  /** 140 = 140% more. */
  morePercent: number | null;
  /** The follow-up that asks for it, as a person would write it. */
  followUp: string;
}

/** What the last weeks held of the targeting, and what they would have of wider ones, most first. */
export interface AlternativesFact {
  first: string;
  last: string;
  days: number;
  perDay: number;
  /** With one part left out. */
  alternatives: Alternative[];
  /** With one part a step wider: the next age band, the country of a city. */
  wider: Alternative[];
  /** What a day of the flight would deliver without the frequency cap that limits it, at P50. */
  withoutCap: {
    /** The cap in words. */
    part: string;
    /** Impressions a day under the cap, and without it. */
    perDay: number;
    withoutPerDay: number;
    morePercent: number | null;
    followUp: string;
  } | null;
}
