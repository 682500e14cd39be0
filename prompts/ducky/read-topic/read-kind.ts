import type { Kind, KnownText } from './examples.ts';
import { featuresOf } from './features.ts';
import { learn } from './naive-bayes.ts';

/** Classifies a text; undefined where it holds nothing known. */
export type ReadKind = (text: string) => Kind | undefined;

/** Trains the classifier of topics on labelled texts. */
export function trainTopicClassifier(known: readonly KnownText[]): ReadKind {
  const classify = learn(
    known.map(({ text, kinds }) => ({ features: featuresOf(text), labels: kinds })),
  );
  return (text) => classify(featuresOf(text));
}
