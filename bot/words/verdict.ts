import type { Comparison, Metrics, Verdict } from '../../data/verdict.ts';
import { longDay } from './dates.ts';
import { precisePercent } from './numbers.ts';

/** Says whether a newly trained model was promoted: `Model 2026-11-21-ab12 serves now.` */
export function verdictHeadline(version: string, { decision, comparison }: Verdict): string {
  if (decision === 'promoted') return `Model ${version} serves now.`;
  const serving = comparison ? `model ${comparison.servingVersion}` : 'the one before';
  return `Model ${version} was kept from serving; ${serving} still serves.`;
}

/** Says on which held-out days two models were compared, and that neither was trained on them. */
export function measuredOn({ days, horizonDays, candidate }: Comparison): string {
  const forecasts = candidate.count.toLocaleString('en');
  return `Both measured on the same ${forecasts} daily forecasts for ${longDay(days.first)} to ${longDay(days.last)}, up to ${horizonDays} days ahead; neither has learnt from these days.`;
}

/**
 * Tabulates a new model's error, bias, coverage and pinball loss beside the serving one's: what,
 * new, serving. The first row is the heading.
 */
export function comparisonRows({ candidate, serving }: Comparison): string[][] {
  const row = (what: string, words: (metrics: Metrics) => string) => [
    what,
    words(candidate),
    words(serving),
  ];
  return [
    ['', 'New', 'Serving'],
    row('Daily error', errorInWords),
    row('On average', biasInWords),
    row('Days within P10–P90', coverageInWords),
    row('Loss of the ranges', ({ pinball }) => precisePercent(pinball)),
  ];
}

/** The error (WAPE), how far daily forecasts are off as a share of what came: `12.3%`. */
export function errorInWords({ wape }: Metrics): string {
  return precisePercent(wape);
}

/** The bias, which way forecasts are off: `0.4% too high`. */
export function biasInWords({ bias }: Metrics): string {
  const size = precisePercent(Math.abs(bias));
  if (size === '0.0%') return 'neither too high nor low';
  return `${size} too ${bias > 0 ? 'high' : 'low'}`;
}

/** The coverage, how often what came fell within P10–P90: `81% (80% is right)`. */
export function coverageInWords({ coverage80 }: Metrics): string {
  return `${Math.round(coverage80 * 100)}% (80% is right)`;
}
