import { type KnownText, readExamples, readQuestions } from './examples.ts';
import { trainTopicClassifier } from './read-kind.ts';

/** How many held-out questions were classified right, and which wrong. */
export interface CrossValidation {
  readonly questions: number;
  readonly right: number;
  readonly wrong: readonly string[];
}

/**
 * Measures the classifier of topics by cross-validation: each question is read by what was learnt
 * without its fold. This is the figure to steer by, for questions that were learnt from are all but
 * always read right.
 */
export function crossValidate(folds = 5): CrossValidation {
  const asked = readQuestions('evaluation/forecasts.jsonl');
  const texts = new Set(asked.map(({ text }) => text));
  const others = readExamples().filter(({ text }) => !texts.has(text));
  const wrong = Array.from({ length: folds }, (_, fold) => {
    const isHeldBack = (_: unknown, at: number) => at % folds === fold;
    const read = trainTopicClassifier([...others, ...asked.filter((_, at) => !isHeldBack(_, at))]);
    return asked.filter(isHeldBack).filter((known) => !isRight(known, read(known.text)));
  }).flat();
  return {
    questions: asked.length,
    right: asked.length - wrong.length,
    wrong: wrong.map(({ text }) => text),
  };
}

/** Scores one answer of the classifier; what is not a topic must only not be taken as one. */
function isRight({ kinds }: KnownText, read: KnownText['kinds'][number] | undefined): boolean {
  const isNone = (kind: typeof read) =>
    kind === undefined || kind === 'forecast' || kind === 'outside';
  return isNone(read) ? kinds.every(isNone) : kinds.some((kind) => kind === read);
}
