import { servingVersion } from '../../../data/postgres/models/models.ts';
import {
  type ForecastRequest,
  finishRequest,
  markReported,
  setRequestMessage,
} from '../../../data/postgres/requests/requests.ts';
import type { Accepted } from '../../../data/postgres/requests/waiting-requests.ts';
import { withPostgresRetry } from '../../../data/postgres/retry.ts';
import { FORECAST_STEPS } from '../../../jobs/contract.ts';
import {
  type PlaceholderParts,
  placeholder,
  simplePlaceholder,
} from '../../blocks/asking/placeholder.ts';
import { notice } from '../../blocks/notice.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { isPermanentFailure, publishFirst } from '../messenger.ts';
import { requestInWords } from './request-in-words.ts';

const NOT_SHOWN =
  'Slack does not let me post here at the moment. I am on your forecast all the same, and its answer follows by itself.';

const [WAITING_FOR_MODEL] = FORECAST_STEPS;
const FIRST_TRAINING =
  'Ducky is still learning from the history, which takes a minute or two on a first start. The forecast follows by itself.';

/** What the placeholder of a request shows at a step; `undefined` while it waits for its turn. */
export function placeholderParts(request: ForecastRequest, current?: string): PlaceholderParts {
  return {
    requestId: request.id,
    understood: requestInWords(request),
    requestedBy: request.requestedBy,
    steps: FORECAST_STEPS,
    current,
    delay: current === WAITING_FOR_MODEL ? FIRST_TRAINING : undefined,
  };
}

/**
 * Posts the placeholder of a forecast, a message with its progress and a Cancel button. Where that
 * fails for now the forecast still runs, and its answer is posted as a new message.
 * @throws AppError where Ducky may never write there; then the request is over.
 */
export async function postPlaceholder(
  conversation: Conversation,
  accepted: Accepted,
  { tellAsker }: Pick<Asked, 'tellAsker'>,
): Promise<void> {
  const { db, messenger, progress, log } = conversation;
  const { request } = accepted;
  if (!request.destination) return;
  const post = { id: request.id, since: request.createdAt };
  const place = { ...request.destination, post };
  try {
    const hasModel = (await withPostgresRetry(() => servingVersion(db))) !== undefined;
    const parts = placeholderParts(request, hasModel ? undefined : WAITING_FOR_MODEL);
    const forms = [placeholder(parts), simplePlaceholder(parts)];
    const messageTs = await publishFirst(messenger, place, { forms, pauseMs: 0 });
    // Without it the answer would be a second message.
    await withPostgresRetry(() => setRequestMessage(db, request.id, messageTs));
    progress.watch({ id: request.id, channel: place.channel });
  } catch (error) {
    if (isPermanentFailure(error)) {
      await giveUp(conversation, accepted, error.userMessage);
      throw error;
    }
    log.warn({ requestId: request.id, reason: reasonOf(error) }, 'placeholder not posted');
    // Where not even this can be said, the answer comes unannounced.
    await tellAsker(notice(NOT_SHOWN)).catch(() => {});
  }
}

/** Stores a request as failed and reported where Slack will never take its answer. */
async function giveUp(
  { db, now }: Pick<Conversation, 'db' | 'now'>,
  { request, parent }: Accepted,
  failure: string,
): Promise<void> {
  const at = now();
  for (const { id } of parent ? [parent, request] : [request]) {
    await finishRequest(db, id, { status: 'failed', failure, at });
  }
  await markReported(db, request.id, at);
}
