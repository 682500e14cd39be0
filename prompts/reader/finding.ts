import type { ListDimension } from '../../data/dimensions.ts';
import type { ListTargeting, Plan, Targeting } from '../../data/plan.ts';
import type { Question, ReadingContext } from '../reading.ts';
import type { UnreadText } from './unread-text.ts';

/** A part of a plan that a text can lift: 'any gender', 'no cap'. */
export type PlanPart = keyof Targeting | Exclude<keyof Plan, 'targeting'>;

/** What one reader parsed of a plan, or the question it has to ask back. */
export interface Finding {
  targeting?: Targeting;
  terms?: Partial<Omit<Plan, 'targeting'>>;
  /** Parts said to be unrestricted. */
  lifted?: PlanPart[];
  assumptions?: string[];
  question?: Question;
}

/** One idea of the language: takes its words from the text and says what they mean. */
export type PartReader = (text: UnreadText, context: ReadingContext) => Finding;

/** Asks back: a question about `words` of the text, answered by one of `options` or anew. */
export function ask(
  about: string,
  question: string,
  answer: Partial<Question> = {},
): Finding & { question: Question } {
  const { words = '', options = [] } = answer;
  return { question: { kind: 'question', question, about, words, options } };
}

/** A finding of one list dimension; none where both lists are empty. */
export function listFinding(
  dimension: ListDimension,
  { include, exclude }: ListTargeting,
): Finding {
  if (!include?.length && !exclude?.length) return {};
  const list = {
    ...(include?.length && { include }),
    ...(exclude?.length && { exclude }),
  };
  return { targeting: { [dimension]: list } };
}
