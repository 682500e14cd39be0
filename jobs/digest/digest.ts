import { addDays, dayIn } from '../../data/calendar.ts';
import { readGeneratedSince } from '../../data/clickhouse/queries/generated-since.ts';
import type { PlanDigest } from '../../data/digest.ts';
import { AppError } from '../../data/errors.ts';
import type { MadeUnasked } from '../../data/postgres/forecasts.ts';
import { type Digest, type DigestOutcome, findDigest } from '../../data/postgres/plans/digests.ts';
import { listPlans } from '../../data/postgres/plans/plans.ts';
import { DIGEST_STEPS, type JobOf } from '../contract.ts';
import type { ForecastServices } from '../forecast/forecast.ts';
import { isExpectedError } from '../forecast/outcome.ts';
import { waitForModel } from '../models.ts';
import type { JobContext, JobRules } from '../queue/run.ts';
import { type DigestOrder, weekFrom } from './digest-order.ts';
import { failDigest, settleDigest } from './digest-outcome.ts';
import { digestOfPlan } from './digest-plan.ts';

/** The first training on a fresh machine takes less than this. */
const MODEL_WAIT_MS = 120_000;

/** Enough for hundreds of plans. */
const TIMEOUT_MS = 15 * 60_000;

/**
 * How the jobs that make weekly digests are done: one outcome each, whatever happens on the way.
 */
export function digestRules(services: ForecastServices): JobRules<'digest'> {
  return {
    timeoutMs: TIMEOUT_MS,
    handler: (job, context) => makeDigest(services, job, context),
    onFailed: (job, error) => giveUp(services, job, error),
    isAnswer: (_, error) => isExpectedError(error),
  };
}

/** Makes the digest and stores it; one that has ended already is only to be posted. */
async function makeDigest(
  services: ForecastServices,
  { digestId }: JobOf<'digest'>,
  context: JobContext,
): Promise<void> {
  const digest = await findDigest(services.pool, digestId);
  if (!digest) return;
  if (digest.status !== 'accepted') {
    await services.queues.add({ name: 'tell-digest', digestId });
    return;
  }
  await settleDigest(services, digestId, await digestOfChannel(services, digest, context));
}

/** Ends a digest whose job has failed for good, and logs a defect. */
async function giveUp(
  services: ForecastServices,
  { digestId }: JobOf<'digest'>,
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError))
    services.log.error({ digestId, err: error }, 'a digest failed of a defect');
  await failDigest(services, digestId, error);
}

/**
 * Makes the digest of every saved plan of a channel, one after the other, and tells the progress.
 */
async function digestOfChannel(
  services: ForecastServices,
  digest: Digest,
  context: JobContext,
): Promise<DigestOutcome> {
  const { teamId, channel } = digest;
  const order = await orderFor(services, digest, context);
  const saved = await listPlans(services.pool, { teamId: teamId ?? undefined, channel });
  const plans: PlanDigest[] = [];
  const forecasts: MadeUnasked[] = [];
  for (const [index, plan] of saved.entries()) {
    const [, forecasting] = DIGEST_STEPS;
    context.progress({ step: forecasting, fraction: index / saved.length });
    const made = await digestOfPlan(order, plan);
    plans.push(made.plan);
    forecasts.push(...made.forecasts);
  }
  const week = weekFrom(addDays(order.today, 1));
  const { dataThrough, historyOrigin } = order;
  return { status: 'made', result: { week, dataThrough, historyOrigin, plans }, forecasts };
}

/** Waits for a model, and reads how far the history goes and where it comes from. */
async function orderFor(
  { pool, clickhouse, readOutline, serving, timeZone, clock }: ForecastServices,
  { teamId }: Digest,
  { signal, progress }: JobContext,
): Promise<DigestOrder> {
  const now = clock();
  const today = dayIn(timeZone, now);
  const onWait = () => progress({ step: DIGEST_STEPS[0], fraction: null });
  const model = await waitForModel(serving, { signal, onWait, timeoutMs: MODEL_WAIT_MS });
  const { data, origin: historyOrigin } = await readOutline(today);
  const historyBegan = await readGeneratedSince(clickhouse, signal);
  const history = { dataThrough: data?.last ?? null, historyOrigin, historyBegan };
  const asOf = { now, timeZone, today };
  return { pool, clickhouse, readOutline, model, ...asOf, teamId, ...history, signal };
}
