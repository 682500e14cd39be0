import { z } from 'zod';

import type { SlackMessage } from '../blocks/message.ts';
import type { Asked } from './asked.ts';
import type { Conversation } from './conversation.ts';
import { tellFailure } from './failure.ts';

const clickSchema = z.tuple([z.uuid(), z.enum(['good', 'bad'])]);

/** A click on thumbs up or thumbs down below an answer. */
export interface ThumbClick {
  /** `<id of what it is below>:good` or `<id of what it is below>:bad`. */
  value: string;
  user: string;
  teamId: string | undefined;
  tellAsker: Asked['tellAsker'];
}

/** A rating to store: good or bad, and who gave it. */
interface Vote {
  /** The Slack user, and their workspace. */
  givenBy: string;
  teamId: string | undefined;
  vote: 'good' | 'bad';
}

interface VoteRules {
  /** Resolves to false where nothing changed. */
  store: (id: string, vote: Vote) => Promise<boolean>;
  thanks: (id: string, vote: Vote['vote']) => SlackMessage;
}

/**
 * Stores a rating when somebody clicks thumbs up or thumbs down, and thanks them; the same vote
 * again is silently the same.
 */
export async function takeThumb(
  services: Pick<Conversation, 'log'>,
  click: ThumbClick,
  { store, thanks }: VoteRules,
): Promise<void> {
  try {
    const [id, vote] = clickSchema.parse(click.value.split(':'));
    const { user: givenBy, teamId, tellAsker } = click;
    if (await store(id, { givenBy, teamId, vote })) await tellAsker(thanks(id, vote));
  } catch (error) {
    await tellFailure(services, click, error);
  }
}
