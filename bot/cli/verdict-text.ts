import type { Verdict } from '../../data/verdict.ts';
import { comparisonRows, measuredOn, verdictHeadline } from '../words/verdict.ts';
import { alignColumns } from './align-columns.ts';

/**
 * Formats for a terminal whether a new model was promoted, why, and its accuracy and that of the
 * serving one.
 */
export function verdictText(version: string, verdict: Verdict): string {
  const { reason, comparison } = verdict;
  const headline = `${verdictHeadline(version, verdict)} ${reason}`;
  if (!comparison) return headline;
  const table = alignColumns(comparisonRows(comparison), { isLeft: (column) => column === 0 });
  return [headline, '', measuredOn(comparison), ...table].join('\n');
}
