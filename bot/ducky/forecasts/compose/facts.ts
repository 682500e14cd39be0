import type { Fact, ForecastFact, RefusedFact, ToolName, ToolResults } from '../fact.ts';

/** What was found, by tool; a tool that found nothing is missing. */
export type Found = Readonly<Partial<ToolResults>>;

export function foundBy(facts: readonly Fact[]): Found {
  return Object.fromEntries(
    facts.map(({ tool, data }) => [tool, data] satisfies [ToolName, unknown]),
  );
}

/** The forecast that is asked about; undefined where there is none, or it was refused. */
export function forecastIn({ forecast }: Found): ForecastFact | undefined {
  return forecast && !isRefused(forecast) ? forecast : undefined;
}

export function isRefused(forecast: ForecastFact | RefusedFact): forecast is RefusedFact {
  return 'refused' in forecast;
}
