import { AppError } from '../../data/errors.ts';
import { servingVersion } from '../../data/postgres/models.ts';
import {
  acceptRequest,
  type ForecastRequest,
  finishRequest,
  markReported,
  setRequestMessage,
} from '../../data/postgres/requests.ts';
import { withPostgresRetry } from '../../data/postgres/retry.ts';
import { FORECAST_STEPS } from '../../jobs/contract.ts';
import { describePlan } from '../../prompts/describe.ts';
import type { Reading } from '../../prompts/reading.ts';
import { type PlaceholderParts, placeholder, simplePlaceholder } from '../blocks/placeholder.ts';
import type { Asked } from './asked.ts';
import type { Conversation } from './conversation.ts';
import { reasonOf } from './failure.ts';
import { publishFirst } from './messenger.ts';

/**
 * Turns a plan into a forecast on its way: a stored row, its placeholder, a job, in that order.
 * What fails in between is taken up by the reconciler, which finds the row.
 */
export async function takeRequest(
  conversation: Conversation,
  asked: Asked,
  { plan, assumptions }: Extract<Reading, { kind: 'plan' }>,
): Promise<void> {
  const { db, queues, now, log } = conversation;
  const { channel, threadTs, messageTs } = asked.place;
  const destination = { channel, ...(threadTs && { threadTs }), ...(messageTs && { messageTs }) };
  const { text, requestedBy, teamId } = asked;
  const source = 'slack' as const;
  const dedupeKey = dedupeKeyOf(asked);
  const wanted = { dedupeKey, source, requestedBy, teamId, text, plan, assumptions, destination };
  const { request, isNew } = await withPostgresRetry(() => acceptRequest(db, wanted, now()));
  if (!isNew) return;
  await postPlaceholder(conversation, request);
  await queues.add({ name: 'forecast', requestId: request.id }).catch((error: Error) => {
    log.error({ requestId: request.id, reason: error.message }, 'forecast not queued yet');
  });
}

/** A message holds one request, however often the question it was before is answered. */
function dedupeKeyOf({ key, place }: Asked): string {
  return place.messageTs === undefined ? key : `in:${place.channel}:${place.messageTs}`;
}

const [WAITING_FOR_MODEL] = FORECAST_STEPS;
const FIRST_TRAINING =
  'Ducky is still learning from the history, which takes a minute or two on a first start. The forecast follows by itself.';

/** The placeholder of a request at a step; `undefined` while it waits for its turn. */
export function placeholderParts(request: ForecastRequest, current?: string): PlaceholderParts {
  return {
    requestId: request.id,
    understood: describePlan(request.plan).line,
    requestedBy: request.requestedBy,
    steps: FORECAST_STEPS,
    current,
    delay: current === WAITING_FOR_MODEL ? FIRST_TRAINING : undefined,
  };
}

/**
 * Posts the placeholder. Where that fails for now the forecast still runs, and its answer is posted
 * as a new message.
 * @throws AppError where Ducky may never write there; then the request is over.
 */
async function postPlaceholder(
  { db, messenger, progress, now, log }: Conversation,
  request: ForecastRequest,
): Promise<void> {
  const place = request.destination;
  if (!place) return;
  try {
    const hasModel = (await withPostgresRetry(() => servingVersion(db))) !== undefined;
    const parts = placeholderParts(request, hasModel ? undefined : WAITING_FOR_MODEL);
    const forms = [placeholder(parts), simplePlaceholder(parts)];
    const messageTs = await publishFirst(messenger, place, { forms, pauseMs: 0 });
    // Without it the answer would be a second message.
    await withPostgresRetry(() => setRequestMessage(db, request.id, messageTs));
    progress.watch(request.id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') {
      await finishRequest(db, request.id, {
        status: 'failed',
        failure: error.userMessage,
        at: now(),
      });
      await markReported(db, request.id, now());
      throw error;
    }
    log.warn({ requestId: request.id, reason: reasonOf(error) }, 'placeholder not posted');
  }
}
