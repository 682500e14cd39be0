/** What a question about forecasts is about. */
export const TOPICS = [
  /** Why a number is what it is. */
  'why',
  /** What is different from the forecast before. */
  'change',
  /** What a word means: P10, reach, confidence. */
  'meaning',
  /** How fresh the data are, and what they hold. */
  'data',
  /** How right forecasts were. */
  'accuracy',
  /** Which small change would deliver more. */
  'more',
  /** What was measured: the weeks before. */
  'history',
  /** Which model forecasts, how good it is, since when it serves. */
  'model',
  /** How Ducky is used and works: answered from its documents. */
  'docs',
] as const;
export type Topic = (typeof TOPICS)[number];
