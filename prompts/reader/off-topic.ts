const OFF_TOPIC =
  /\b(?:weather|jokes?|poems?|recipes?|songs?|stories|story|news|football|cricket|election|president|meaning\s+of\s+life|stock\s+price|capital\s+of|translate|lunch|dinner|code|password|system\s+prompt)\b/;
const GREETING =
  /^\W*(?:hi|hello|hey|yo|thanks|thank\s+you|good\s+(?:morning|afternoon|evening)|help)\b[\s\p{P}\w]{0,20}$/u;

export const EXAMPLE = 'women 25-34 on iOS in Mumbai next 14 days';

/** What to answer to a text that is not about delivery. */
export const OFF_TOPIC_ANSWER = `I forecast impressions and reach. Ask me, say: “${EXAMPLE}”.`;

/** True for greetings and for subjects that no plan can hold; `folded` is in lower case. */
export function isOffTopic(folded: string): boolean {
  return GREETING.test(folded) || OFF_TOPIC.test(folded);
}
