/** Words with which people speak to each other, and `@somebody`. */
const PEOPLE = /\b(?:i|me|my|you|your|he|she|they|their)\b|(?<![\p{L}\d._+-])@[\p{L}\d]/iu;

/** Whether a text heard in a thread is likely meant for somebody else there. */
export function speaksToPeople(text: string): boolean {
  return PEOPLE.test(text);
}
