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

/** The forecast before: of the same plan, or of the plan that this one changed. */
export interface EarlierFact {
  relation: 'same plan' | 'plan before';
  /** What differs between the plans, in words; empty for the same plan. */
  changes: string[];
  /** Impressions a day at P50, then and now. */
  before: number;
  now: number;
  changePercent: number | null;
  reachBefore: number | null;
  reachNow: number | null;
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
  /** The last seven days against the seven before, 12 = +12%. */
  lastWeekChangePercent: number | null;
  busiestWeekday: { name: string; perDay: number };
  quietestWeekday: { name: string; perDay: number };
  highest: { date: string; impressions: number };
  lowest: { date: string; impressions: number };
}

/** What the last weeks would have held with one part of the targeting left out, most first. */
export interface AlternativesFact {
  days: number;
  perDay: number;
  alternatives: {
    /** The dimension left out, and its part of the plan in words. */
    dimension: string;
    part: string;
    perDay: number;
    /** 140 = 140% more. */
    morePercent: number | null;
    /** The follow-up that asks for it, as a person would write it. */
    followUp: string;
  }[];
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

/** How forecasts did against what came, of all plans. */
export interface AccuracyFact {
  first: string;
  last: string;
  comparedDays: number;
  /** Mean absolute error, in percent of what came. */
  errorPercent: number | null;
  /** Above 0 where forecasts were too high. */
  biasPercent: number | null;
  /** Share of days within P10 to P90; 80 is promised. */
  withinRangePercent: number;
}

export interface ModelFact {
  version: string;
  method: string;
  trainedAt: string;
  dataThrough: string | null;
  /** From the backtest that it was gated by. */
  backtest: { errorPercent: number | null; withinRangePercent: number | null } | null;
  /** Why it serves: 'promoted', 'kept' and the like, in words. */
  verdict: string | null;
  servesSince: string | null;
}

export interface DataFact {
  first: string;
  last: string;
  requests: number;
  /** Whole days between the last day and today. */
  daysOld: number;
  /** True where the generator made all of it. */
  isGenerated: boolean;
  dimensions: string[];
}

/** Passages of Ducky's own documents and glossary. */
export interface DocsFact {
  passages: { place: string; title: string; text: string }[];
}

/** The tools by name, and what each gives. */
export interface ToolResults {
  forecast: ForecastFact | RefusedFact;
  earlier: EarlierFact;
  history: HistoryFact;
  alternatives: AlternativesFact;
  accuracy: AccuracyFact;
  model: ModelFact;
  data: DataFact;
  docs: DocsFact;
}
export type ToolName = keyof ToolResults;

/** What a tool found, and what people are told it stands on, such as 'forecast of 23 Nov, 10:02 UTC'. */
export type Fact<Name extends ToolName = ToolName> = {
  [Each in Name]: {
    readonly tool: Each;
    readonly source: string;
    readonly data: ToolResults[Each];
  };
}[Name];

/** Reads what is known; changes nothing. */
export interface Tools {
  /**
   * Runs one tool; undefined where it finds nothing, such as no forecast in this thread.
   * @throws where a store does not answer.
   */
  run<Name extends ToolName>(name: Name, signal?: AbortSignal): Promise<Fact<Name> | undefined>;
}
