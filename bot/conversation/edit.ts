import type { ModalView } from '@slack/types';
import { z } from 'zod';

import { AppError, describeError } from '../../data/errors.ts';
import { findRequest } from '../../data/postgres/requests.ts';
import { describePlan } from '../../prompts/describe.ts';
import { MAX_TEXT_LENGTH } from '../../prompts/reading.ts';
import { editModal } from '../blocks/edit-modal.ts';
import { answerReading, ask, planOf, readText } from './ask.ts';
import type { Asked } from './asked.ts';
import type { Conversation } from './conversation.ts';
import { tellFailure } from './failure.ts';

/** Slack waits 3 s for the answer to a submission. */
const READING_TIMEOUT_MS = 2_300;

const metadataSchema = z.strictObject({ channel: z.string(), threadTs: z.string().optional() });

/**
 * The request as a modal to change it.
 * @throws AppError where there is no such request.
 */
export async function editView({ db }: Conversation, requestId: string): Promise<ModalView> {
  const request = await findRequest(db, requestId);
  if (!request?.destination) {
    throw new AppError('not_found', 'I do not know this forecast any more. Ask it anew.');
  }
  const { plan, assumptions, destination } = request;
  const { channel, threadTs } = destination;
  return editModal({
    understood: describePlan(plan).line,
    assumptions,
    metadata: JSON.stringify({ channel, threadTs }),
  });
}

/** Where the answer to a submitted modal goes. */
export function placeOf(metadata: string): Asked['place'] {
  return metadataSchema.parse(JSON.parse(metadata));
}

/** What to do with a submitted modal: show the problem under its field, or close it and run. */
export type Submission = { problem: string } | { run: () => Promise<void> };

/** Reads a submitted modal in time; what takes longer to read is answered in the channel. */
export async function submitEdit(conversation: Conversation, asked: Asked): Promise<Submission> {
  const { text } = asked;
  if (text.length > MAX_TEXT_LENGTH) {
    return { problem: `Use at most ${MAX_TEXT_LENGTH} characters; these are ${text.length}.` };
  }
  const signal = AbortSignal.timeout(READING_TIMEOUT_MS);
  try {
    const reading = planOf(await withSignal(readText(conversation, text, signal), signal));
    return { run: () => runEdited(conversation, asked, reading) };
  } catch (error) {
    if (signal.aborted) return { run: () => ask(conversation, asked) };
    if (!(error instanceof AppError)) throw error;
    return { problem: describeError(error) };
  }
}

async function runEdited(
  conversation: Conversation,
  asked: Asked,
  reading: ReturnType<typeof planOf>,
): Promise<void> {
  try {
    await answerReading(conversation, asked, reading);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}

/** Rejects when the signal fires, for a reader that overlooks it. */
function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
