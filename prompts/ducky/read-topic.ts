import type { Day } from '../../data/calendar.ts';
import { readText } from '../reader/read.ts';
import { asksForAmount } from './read-topic/amount-at-hand.ts';
import { readExamples } from './read-topic/examples.ts';
import { type ReadKind, trainTopicClassifier } from './read-topic/read-kind.ts';
import type { Topic } from './topic.ts';

export interface ReadTopicOptions {
  /** True where a forecast is at hand that 'the number' may mean, as it is unless told. */
  readonly hasForecast?: boolean;
}

/** Whether a text is a plan does not depend on the day. */
const ANY_DAY: Day = '2026-01-01';

let readKind: ReadKind | undefined;

/**
 * Classifies which topic a question is about, as learnt from examples; undefined where it asks for
 * a forecast, for something else, or for nothing. The first call learns, which takes a moment.
 */
export function readTopic(
  text: string,
  { hasForecast = true }: ReadTopicOptions = {},
): Topic | undefined {
  readKind ??= trainTopicClassifier(readExamples());
  const kind = readKind(text);
  if (kind === undefined || kind === 'outside' || kind === 'forecast') return undefined;
  if (isPlan(text)) return undefined;
  if (asksForAmount(text)) return hasForecast ? 'why' : 'meaning';
  return kind;
}

/** True for a request after all: a text that can be read as a targeting, or as two plans. */
function isPlan(text: string): boolean {
  const reading = readText(text, { today: ANY_DAY });
  if (reading.kind === 'compare') return true;
  return reading.kind === 'plan' && Object.keys(reading.plan.targeting).length > 0;
}
