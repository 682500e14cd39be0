import type { Fact, ToolName, ToolResults } from '../fact.ts';
import type { ForecastFact, PendingFact, RefusedFact } from '../plan-facts.ts';

/** What was found, by tool; a tool that found nothing is missing. */
export type Found = Readonly<Partial<ToolResults>>;

/** The facts by the tool that found them. */
export function foundBy(facts: readonly Fact[]): Found {
  return Object.fromEntries(
    facts.map(({ tool, data }) => [tool, data] satisfies [ToolName, unknown]),
  );
}

type Answer = ToolResults['forecast'];

/** The forecast that is asked about; undefined where there is none yet, or it was refused. */
export function forecastIn({ forecast }: Found): ForecastFact | undefined {
  return forecast && isForecast(forecast) ? forecast : undefined;
}

function isForecast(answer: Answer): answer is ForecastFact {
  return !isRefused(answer) && !isPending(answer);
}

export function isRefused(answer: Answer): answer is RefusedFact {
  return 'refused' in answer;
}

/** Whether it is still being made. */
export function isPending(answer: Answer): answer is PendingFact {
  return 'pending' in answer;
}
