const DOING =
  'activat|adjust|approv|book|buy|bought|cancel|chang|creat|delet|email|extend|increas|launch|lower|mail|notif|order|paus|rais|reduc|remov|reserv|sav|schedul|send|sent|set|shar|start|stop|submit|updat|widen';
const DONE =
  'activated|approved|booked|bought|cancell?ed|confirmed|deleted|emailed|launched|live|notified|ordered|paid|purchased|reserved|saved|scheduled|sent|submitted';

/** `I booked it`, `we have just changed the cap`, `I’ll send it`. */
const BY_US = new RegExp(
  `\\b(?:I|we)(?:['’](?:ve|ll|m|re|d))?\\s+(?:(?:have|had|will|am|are|can|just|now|already|also|going to|\\p{L}+ly)\\s+){0,3}(?:${DOING})`,
  'iu',
);
/** `Your plan is now booked`; but not `a plan is booked once …`. */
const IS_DONE = new RegExp(
  `\\b(?:your|the|this|that|it|everything|all|they)\\b[^.;]{0,60}?\\b(?:is|are|was|were|been|gets?|got)\\s+(?:(?:all|already|just|now|successfully)\\s+){0,2}(?:${DONE})\\b`,
  'iu',
);
/** `Done.` */
const BARELY = new RegExp(`^(?:all\\s+)?(?:done|set|${DONE})(?:[.!,:]|$)`, 'iu');
const PROMISES =
  /\bguarante|\b(?:are|be|is) (?:assured|certain)\b|\bdefinitely\b|\bfor (?:certain|sure)\b/iu;

/**
 * Whether a sentence of a model claims an action (`I booked it`) or guarantees something: who
 * writes can only look, and what comes is a forecast.
 */
export function claimsAction(sentence: string): boolean {
  return [BY_US, IS_DONE, BARELY, PROMISES].some((pattern) => pattern.test(sentence));
}
