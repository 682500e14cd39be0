import { AppError, type ErrorCode } from '../../../data/errors.ts';
import { servingVersion } from '../../../data/postgres/models/models.ts';
import {
  type ForecastRequest,
  finishRequest,
  markReported,
  type NewRequest,
  setRequestMessage,
} from '../../../data/postgres/requests/requests.ts';
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
import { publishFirst } from '../messenger.ts';
import { requestInWords } from './request-in-words.ts';
import { acceptForPerson } from './running-limit.ts';

/** What to forecast, and how that follows from an earlier request. */
export type Wanted = Pick<
  NewRequest,
  'plan' | 'assumptions' | 'parentId' | 'relation' | 'breakdownBy'
>;

/**
 * Turns a plan into a forecast on its way: a stored row, its placeholder, a job, in that order.
 * What fails in between is taken up by the reconciler, which finds the row.
 */
export async function takeRequest(
  conversation: Conversation,
  asked: Asked,
  wanted: Wanted,
): Promise<void> {
  const { channel, threadTs, messageTs } = asked.place;
  const destination = { channel, ...(threadTs && { threadTs }), ...(messageTs && { messageTs }) };
  const dedupeKey = dedupeKeyOf(asked);
  const { request, isNew } = await store(conversation, asked, {
    ...wanted,
    dedupeKey,
    destination,
  });
  if (!isNew) return;
  await postPlaceholder(conversation, request, asked);
  await enqueue(conversation, request);
}

/** A forecast on its way that nobody is told of: it is made to stand in a comparison. */
export async function takeSilently(
  conversation: Conversation,
  asked: Asked,
  wanted: Wanted,
): Promise<ForecastRequest> {
  const own = { dedupeKey: `${dedupeKeyOf(asked)}:beside`, destination: null };
  const { request } = await store(conversation, asked, { ...wanted, ...own });
  await enqueue(conversation, request);
  return request;
}

function store(
  conversation: Conversation,
  { text, requestedBy, teamId }: Asked,
  wanted: Wanted & Pick<NewRequest, 'dedupeKey' | 'destination'>,
): ReturnType<typeof acceptForPerson> {
  const request = { source: 'slack', requestedBy, teamId, text, ...wanted } as const;
  return acceptForPerson(conversation, request);
}

async function enqueue({ queues, log }: Conversation, { id }: ForecastRequest): Promise<void> {
  await queues.add({ name: 'forecast', requestId: id }).catch((error: Error) => {
    log.error({ requestId: id, reason: error.message }, 'forecast not queued yet');
  });
}

/** A message holds one request, however often the question it was before is answered. */
function dedupeKeyOf({ key, place }: Asked): string {
  return place.messageTs === undefined ? key : `in:${place.channel}:${place.messageTs}`;
}

/** Why a message can never be posted: the place is closed, or Slack denies us the permission. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set(['not_found', 'unauthorized']);

const NOT_SHOWN =
  'Slack does not let me post here at the moment. I am on your forecast all the same, and its answer follows by itself.';

const [WAITING_FOR_MODEL] = FORECAST_STEPS;
const FIRST_TRAINING =
  'Ducky is still learning from the history, which takes a minute or two on a first start. The forecast follows by itself.';

/** The placeholder of a request at a step; `undefined` while it waits for its turn. */
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
 * Posts the placeholder. Where that fails for now the forecast still runs, and its answer is posted
 * as a new message.
 * @throws AppError where Ducky may never write there; then the request is over.
 */
async function postPlaceholder(
  { db, messenger, progress, now, log }: Conversation,
  request: ForecastRequest,
  { tellAsker }: Pick<Asked, 'tellAsker'>,
): Promise<void> {
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
    if (error instanceof AppError && FOR_GOOD.has(error.code)) {
      await finishRequest(db, request.id, {
        status: 'failed',
        failure: error.userMessage,
        at: now(),
      });
      await markReported(db, request.id, now());
      throw error;
    }
    log.warn({ requestId: request.id, reason: reasonOf(error) }, 'placeholder not posted');
    // Where not even this can be said, the answer comes unannounced.
    await tellAsker(notice(NOT_SHOWN)).catch(() => {});
  }
}
