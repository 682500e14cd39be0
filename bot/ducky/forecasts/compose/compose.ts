import type { Topic } from '../../../../prompts/ducky/topic.ts';
import type { Fact } from '../fact.ts';
import type { ForecastQuestion } from '../question.ts';
import { composeAccuracy } from './accuracy.ts';
import { composeChange } from './change.ts';
import type { Composed } from './composed.ts';
import { composeData } from './data.ts';
import { demoNote } from './demo-note.ts';
import { composeDocs } from './docs.ts';
import { composeWhy } from './explain-forecast.ts';
import { type Found, foundBy } from './facts.ts';
import { composeHistory } from './history.ts';
import { composeMeaning } from './meaning.ts';
import { composeModel } from './model.ts';
import { composeMore } from './more-impressions.ts';

type Compose = (found: Found, question: ForecastQuestion) => Composed;

const BY_TOPIC: Readonly<Record<Topic, Compose>> = {
  why: composeWhy,
  change: composeChange,
  meaning: composeMeaning,
  data: composeData,
  accuracy: composeAccuracy,
  more: composeMore,
  history: composeHistory,
  model: composeModel,
  docs: composeDocs,
};

/**
 * Answers a question from the facts alone, without a language model: a few sentences, what to mind
 * of them, and buttons where something would help, with the tools that it stands on. Every figure
 * stands in a fact, rounded as in the answers.
 */
export function compose(
  topic: Topic,
  facts: readonly Fact[],
  question: ForecastQuestion,
): Composed {
  const found = foundBy(facts);
  const composed = BY_TOPIC[topic](found, question);
  return { ...composed, told: [...composed.told, ...demoNote(found, composed)] };
}
