import type { Gist } from './gist.ts';
import type { Idea } from './ideas.ts';

/** What a rule looks at beside the text. */
export interface Situation {
  /** True where 'the number' has a forecast to mean. */
  readonly hasForecast: boolean;
}

const DEFINITE =
  /\b(?:(?:what|how) (?:is|are|was|much is|many are|high is|low is|big is)|tell me about|explain|show me) (?:the|this|that|these|our|my|its)\b/;
const ASKS_FOR_MEANING =
  /\bwhat (?:does|do) (?:a |an |the |your )?\S+ (?:mean|stand for)\b|\bwhat is (?:a |an |the )?\S+ short for\b|\b(?:do|did) you mean by\b/;
/** The other sense of 'mean'. */
const MEAN_OF_NUMBERS = /\bmean (?:error|number|day|value|impressions)\b/;
/** 'The term reach', 'this P50 thing': the word, not the number. */
const AS_A_WORD = /\b(?:term|word|definition|meaning of|concept|thing)\b/;
/** What stands around a term without asking for more than its meaning. */
const BESIDE_TERMS =
  /\b(?:what|is|are|be|a|an|the|and|or|please|of|do|does|mean|means|meaning|definition|define|tell|me|about|between|difference|differ|different|from|compare|same|as|to|explain|vs|versus|you|by|again|in|here|ducky|so|remind|sorry|supposed|exactly|really|actually|just|word|term|can|could|i|not|understand|know|get|called|hi|hey|ok|us|which|better|best|should)\b/g;
const HOW_THEY_DIFFER = /\bhow (?:do|does|is|are)\b.*\b(?:differ|different|relate|compare)\b/;
const COMPARES = /\b(?:vs|versus|difference|differ|different|compare|same|or|and)\b/;

/** 'The reach', 'this number', not 'reach' as such. */
export function isDefinite({ said, ideas }: Gist, idea: Idea): boolean {
  return ideas.has(idea) && DEFINITE.test(said);
}

/** True where a text asks what a word means: 'what is reach', 'P10?', 'define coverage'. */
export function asksForMeaning(gist: Gist, { hasForecast }: Situation): boolean {
  const { said, ideas, terms } = gist;
  if (ASKS_FOR_MEANING.test(said)) return true;
  if (terms.length > 0 && AS_A_WORD.test(said)) return true;
  if (terms.length > 1 && HOW_THEY_DIFFER.test(said)) return true;
  if (terms.length === 0 || MEAN_OF_NUMBERS.test(said)) return false;
  if (isOnlyTerms(gist)) {
    if (COMPARES.test(said.replace(/^(?:and|or|so) /, ''))) return terms.length > 1;
    return !DEFINITE.test(said) || (!hasForecast && ideas.has('quantity'));
  }
  if (asksAboutTerm(gist)) return !ideas.has('level');
  return (
    ideas.has('means') &&
    !(['level', 'changed', 'earlier'] as const).some((idea) => ideas.has(idea))
  );
}

/** 'Is P10 the worst case?', 'does reach count people twice'. */
function asksAboutTerm({ said, terms }: Gist): boolean {
  const opening = /^(?:and |so )?(?:is|are|does|do) (?:a |an )?/.exec(said)?.[0];
  return opening !== undefined && terms[0]?.start === opening.length;
}

function isOnlyTerms({ said, terms }: Gist): boolean {
  const rest = terms.reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end),
    said,
  );
  return rest.replace(BESIDE_TERMS, '').trim() === '';
}
