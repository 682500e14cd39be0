import type { Day } from '../../data/calendar.ts';
import { deterministicReader } from '../../prompts/reader/read.ts';

/**
 * Reads a request that nobody asked. The first reading loads every place on earth, which takes a
 * second or more: better before somebody waits for it.
 */
export async function warmUpReader(today: Day): Promise<void> {
  await deterministicReader.read('India', { today });
}
