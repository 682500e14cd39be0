import type { Day } from '../../data/calendar.ts';
import { readTopic } from '../../prompts/ducky/read-topic.ts';
import { deterministicReader } from '../../prompts/reader/read.ts';

/** One that is understood, and one with a slip of the pen. */
const TEXTS = ['women 25-34 on iOS in India next 14 days', 'Mumbay'];

/**
 * Warms up the reader when the bot starts, by reading what nobody asked. The first reading loads
 * every place on earth, the first misspelt word whatever can be meant, and the first question
 * learns what questions are about, which takes a second or more: better before somebody waits.
 */
export async function warmUpReader(today: Day): Promise<void> {
  readTopic('why?');
  for (const text of TEXTS) await deterministicReader.read(text, { today });
}
