import type { DataOrigin } from '../../../data/clickhouse/queries/data-origin.ts';
import type {
  AlternativesFact,
  EarlierFact,
  ForecastFact,
  HistoryFact,
  PendingFact,
  RefusedFact,
} from './plan-facts.ts';

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
  /** What was found when it was trained, in words. */
  verdict: string | null;
  servesSince: string | null;
}

export interface DataFact {
  first: string;
  last: string;
  requests: number;
  /** Whole days between the last day and today. */
  daysOld: number;
  origin: DataOrigin;
  dimensions: string[];
}

/** Passages of Ducky's own documents and glossary. */
export interface DocsFact {
  passages: { place: string; title: string; text: string }[];
}

/** The tools by name, and what each gives. */
export interface ToolResults {
  forecast: ForecastFact | RefusedFact | PendingFact;
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

/** Read-only access to what is known of forecasts; the facts of every answer come from here. */
export interface Tools {
  /**
   * Runs one tool; undefined where it finds nothing, such as no forecast in this thread.
   * @throws where a store does not answer.
   */
  run<Name extends ToolName>(name: Name, signal?: AbortSignal): Promise<Fact<Name> | undefined>;
}
