import type { Topic } from '../../../../prompts/ducky/topic.ts';
import type { Fact } from '../fact.ts';
import type { ForecastQuestion } from '../question.ts';
import type { Told } from '../told.ts';
import { composeAccuracy } from './accuracy.ts';
import { composeChange } from './change.ts';
import { composeData } from './data.ts';
import { composeDocs } from './docs.ts';
import { type Found, foundBy } from './facts.ts';
import { composeHistory } from './history.ts';
import { composeMeaning } from './meaning.ts';
import { composeModel } from './model.ts';
import { composeMore } from './more.ts';
import { composeWhy } from './why.ts';

type Compose = (found: Found, question: ForecastQuestion) => Told[];

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
 * Answers a question from the facts alone, without a model: a few sentences, and buttons where
 * something would help. Every figure stands in a fact, rounded as in the answers.
 */
export function compose(topic: Topic, facts: readonly Fact[], question: ForecastQuestion): Told[] {
  return BY_TOPIC[topic](foundBy(facts), question);
}
