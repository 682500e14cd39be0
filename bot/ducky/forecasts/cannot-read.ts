import { AppError, describeError } from '../../../data/errors.ts';
import { listed } from '../../../prompts/short-list.ts';
import type { ToolName } from './fact.ts';
import type { Unread } from './gather-facts.ts';

/** What a tool reads, in people's words. */
const TOOL_WORDS: Readonly<Record<ToolName, string>> = {
  forecast: 'the forecast',
  earlier: 'the forecast before',
  history: 'what was measured',
  alternatives: 'what other targetings would have delivered',
  accuracy: 'how right the forecasts were',
  model: 'the model',
  data: 'what the data hold',
  docs: 'my documents',
};

/**
 * The error message for tools that failed or timed out: what may pass by itself in one sentence,
 * each of the others with its reason once.
 */
export function cannotRead(unread: readonly Unread[]): string {
  const passing = unread.filter(mayPass).map(({ tool }) => TOOL_WORDS[tool]);
  const reasons = unread.filter((each) => !mayPass(each)).map(({ error }) => describeError(error));
  const sentences = [
    ...(passing.length > 0 ? [`I cannot read ${listed(passing)} just now.`] : []),
    ...new Set(reasons),
  ];
  return sentences.join(' ');
}

/** Whether a retry may help after a tool's failure: an unforeseen one is held for a store's. */
export function mayPass({ error }: Unread): boolean {
  return !(error instanceof AppError) || error.retryable;
}
