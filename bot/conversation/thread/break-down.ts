import { z } from 'zod';

import { BREAKDOWN_DIMENSIONS } from '../../../data/dimensions.ts';
import { knownRequest } from '../answer/answered.ts';
import type { Asked } from '../asked.ts';
import { takeRequest } from '../asking/request.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { threadOf } from './thread.ts';

const choiceSchema = z.tuple([z.uuid(), z.enum(BREAKDOWN_DIMENSIONS)]);

/** What was chosen in the menu of an answer, `<request id>:<dimension>`, and by whom. */
export interface BreakdownWish extends Pick<Asked, 'requestedBy' | 'teamId' | 'key' | 'tellAsker'> {
  choice: string;
  /** Where the menu stands. */
  place: { channel: string; threadTs?: string | undefined };
}

/**
 * Starts a forecast that is split by a dimension, chosen in the Break down menu of an answer; its
 * own answer goes into the thread.
 */
export async function takeBreakdown(
  conversation: Conversation,
  { choice, place, ...asked }: BreakdownWish,
): Promise<void> {
  if (!conversation.seen.add(asked.key)) return;
  try {
    const [parentId, breakdownBy] = choiceSchema.parse(choice.split(':'));
    const parent = await knownRequest(conversation, parentId);
    const { plan, assumptions, text } = parent;
    const wanted = { plan, assumptions, parentId, relation: 'breakdown', breakdownBy } as const;
    await takeRequest(conversation, { ...asked, text, place: threadOf(parent, place) }, wanted);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}
