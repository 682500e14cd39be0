import type { Told } from './told.ts';

/** What somebody asks about forecasts. */
export interface ForecastQuestion {
  readonly text: string;
  /** What was asked before in the same thread, the oldest first. */
  readonly earlier: readonly string[];
  /** The stored request whose forecast is meant; undefined where the thread has none. */
  readonly requestId: string | undefined;
  /** The asker's Slack workspace; what was asked in another one is nobody's to see. */
  readonly teamId: string | undefined;
  readonly signal: AbortSignal;
}

/** Answers a question about forecasts, piece by piece; ends early once `signal` is aborted. */
export type Explain = (question: ForecastQuestion) => AsyncIterable<Told>;

/** Whether there is a forecast that 'the number' may mean. */
export function hasForecast({ requestId }: Pick<ForecastQuestion, 'requestId'>): boolean {
  return requestId !== undefined;
}
