import { AppError, describeError } from '../../data/errors.ts';
import { failure } from '../blocks/failure.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { type DirectMessenger, type Place, publishFirst } from './messenger.ts';

/**
 * The outcome of a stored request, digest, task or notice, to be posted for whoever waits for it.
 */
export interface ToldOutcome {
  /** The row's id. */
  id: string;
  /** Where to tell it: in the placeholder, where that is known. */
  place: Place;
  /** Nothing was said of it before. */
  askedAt: Date;
  /** The best form first. */
  forms: readonly SlackMessage[];
  /** Stores in which message it was told. */
  remember: (messageTs: string) => Promise<void>;
}

/**
 * Posts an outcome in Slack: it replaces its placeholder, or is a new message where that is gone.
 * One posted just before a crash is looked for first, so as not to post it twice. Belongs in the
 * turn of its channel and under the lock of its row.
 * @returns false where the channel is closed to us, so that nobody can be told.
 */
export async function tellOutcome(
  messenger: DirectMessenger,
  { id, place, askedAt, forms, remember }: ToldOutcome,
): Promise<boolean> {
  const named = { ...place, post: { id, since: askedAt } };
  try {
    // A crash may have come between posting a message and storing its ts.
    const messageTs = place.messageTs ?? (await messenger.findPost(named));
    const told = await publishFirst(messenger, { ...named, messageTs }, { forms, pauseMs: 0 });
    if (told !== place.messageTs) await remember(told);
    return true;
  } catch (error) {
    // Not where a permission is lacking: for a day, whoever asked is told once it is given.
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}

/**
 * The messages of an outcome; where another version of Ducky stored it and this one cannot read it,
 * a message with that error instead.
 */
export async function readableForms(
  id: string,
  readForms: () => Promise<SlackMessage[]>,
): Promise<SlackMessage[]> {
  try {
    return await readForms();
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    return [failure({ explanation: describeError(error), reference: id.slice(0, 8) })];
  }
}
