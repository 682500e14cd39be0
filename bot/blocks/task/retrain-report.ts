import type { TableBlock } from '@slack/types';

import type { TaskResult } from '../../../data/task.ts';
import type { Comparison } from '../../../data/verdict.ts';
import { comparisonRows, measuredOn, verdictHeadline } from '../../words/verdict.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';

type Retrained = Pick<Extract<TaskResult, { action: 'retrain' }>, 'version' | 'verdict'>;

/**
 * The report after a retraining: whether the new model serves and why, with its accuracy beside the
 * serving one's; the second form has no table. `cause` says in mrkdwn why it was trained.
 */
export function retrainReport(
  { version, verdict }: Retrained,
  cause: string,
): [full: SlackMessage, simple: SlackMessage] {
  const { reason, comparison } = verdict;
  const headline = escapeMrkdwn(verdictHeadline(version, verdict));
  const measured = comparison ? [measuredOn(comparison)] : [];
  const words = comparison ? figuresInWords(comparison) : [];
  const text = [headline, escapeMrkdwn(reason), ...words, ...measured].join('\n');
  const top = [section(`*${headline}*\n${escapeMrkdwn(reason)}`)];
  const bottom = context([...measured, cause].join('\n'));
  const table = comparison ? [comparisonTable(comparison)] : [];
  const list = words.length > 0 ? [section(words.join('\n'))] : [];
  return [message(text, [...top, ...table, bottom]), message(text, [...top, ...list, bottom])];
}

/** `Daily error: 18.0%; serving: 20.0%`, a line a figure. */
function figuresInWords(comparison: Comparison): string[] {
  const [, ...rows] = comparisonRows(comparison);
  return rows.map(([what, candidate, serving]) => `${what}: ${candidate}; serving: ${serving}`);
}

function comparisonTable(comparison: Comparison): TableBlock {
  const rows = comparisonRows(comparison);
  return {
    type: 'table',
    column_settings: [{ align: 'left' }, { align: 'right' }, { align: 'right' }],
    rows: rows.map((cells) => cells.map((text) => ({ type: 'raw_text', text: text || '–' }))),
  };
}
