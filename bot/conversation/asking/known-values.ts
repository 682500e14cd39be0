import type { Vocabulary } from '../../../prompts/reading.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';

/**
 * The values of each dimension that the data hold, for the menus of forms; none where they cannot
 * be read, and forms work without.
 */
export async function knownValues({
  menuValues,
  log,
}: Pick<Conversation, 'menuValues' | 'log'>): Promise<Vocabulary> {
  try {
    return await menuValues();
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'values of the data not read');
    return {};
  }
}
