import type { Verdict } from '../../data/verdict.ts';
import { comparisonRows, measuredOn, verdictHeadline } from '../words/verdict.ts';
import { alignColumns } from './align-columns.ts';

/** What the gate said of a new model, for a terminal. */
export function verdictText(version: string, verdict: Verdict): string {
  const { reason, comparison } = verdict;
  const headline = `${verdictHeadline(version, verdict)} ${reason}`;
  if (!comparison) return headline;
  const table = alignColumns(comparisonRows(comparison), { isLeft: (column) => column === 0 });
  return [headline, '', measuredOn(comparison), ...table].join('\n');
}
