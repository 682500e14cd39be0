import type { Kind, KnownText } from './examples.ts';
import { featuresOf } from './features.ts';
import { learn } from './naive-bayes.ts';

/** What a text is; undefined where it holds nothing known. */
export type ReadKind = (text: string) => Kind | undefined;

/** Learns from texts of which it is known. */
export function learnKinds(known: readonly KnownText[]): ReadKind {
  const classify = learn(
    known.map(({ text, kinds }) => ({ features: featuresOf(text), labels: kinds })),
  );
  return (text) => classify(featuresOf(text));
}
