/** Words for somebody who is neither asking nor asked, and `@somebody`. */
const OTHERS = /\b(?:he|she|her|him|they|them|their)\b|(?<![\p{L}\d._+-])@[\p{L}\d]/iu;
/** Words with which people speak to each other, or to Ducky. */
const EACH_OTHER = /\b(?:i|me|my|you|your)\b/i;

/** Whether a text heard in a thread is likely meant for somebody else there. */
export function speaksToPeople(text: string): boolean {
  return speaksOfPeople(text) || EACH_OTHER.test(text);
}

/** Whether a question heard in a thread is likely about, or for, somebody else there. */
export function speaksOfPeople(text: string): boolean {
  return OTHERS.test(text);
}
