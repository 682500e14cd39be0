import type { ModalView } from '@slack/types';
import { z } from 'zod';

import { AppError, describeError } from '../../../data/errors.ts';
import { listPlans, savePlan } from '../../../data/postgres/plans/plans.ts';
import {
  findSubscription,
  type Subscription,
  subscribe,
  type WeeklyTime,
} from '../../../data/postgres/plans/subscriptions.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { digestControls } from '../../blocks/digest/digest-buttons.ts';
import { digestModal } from '../../blocks/digest/digest-modal.ts';
import { scheduleInWords } from '../../blocks/digest/digest-panel.ts';
import { message } from '../../blocks/message.ts';
import { quote, section } from '../../blocks/text.ts';
import { knownTimeZone } from '../../words/time-zones.ts';
import { knownRequest } from '../answer/answered.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { publishFirst } from '../messenger.ts';
import type { InChannel } from './digest-subscription.ts';

/** When a digest comes unless somebody chooses otherwise. */
const MONDAY_MORNING = { weekday: 'mon', localTime: '09:00' } as const;

const metadataSchema = z.strictObject({ channel: z.string(), requestId: z.uuid().optional() });

export interface DigestModalWish extends InChannel {
  /** The answer it was opened from, whose plan is saved with it. */
  requestId?: string | undefined;
  /** Of the user, where Slack tells it. */
  timeZone: string | undefined;
}

/**
 * The modal that schedules a channel's weekly digest: its day, time and time zone.
 * @throws AppError where there is no such request.
 */
export async function digestView(
  { db }: Pick<Conversation, 'db'>,
  wish: DigestModalWish,
): Promise<ModalView> {
  const subscription = await findSubscription(db, wish);
  const request = await unsavedRequest(db, wish);
  const { channel } = wish;
  return digestModal({
    time: subscription ?? { ...MONDAY_MORNING, timeZone: knownTimeZone(wish.timeZone) },
    isNew: subscription === undefined,
    planToSave: request && describePlan(request.plan).line,
    metadata: JSON.stringify({ channel, ...(request && { requestId: request.id }) }),
  });
}

/** The request whose plan the channel has not saved yet. */
async function unsavedRequest(
  db: Conversation['db'],
  { requestId, ...where }: DigestModalWish,
): Promise<ForecastRequest | undefined> {
  if (requestId === undefined) return undefined;
  const request = await knownRequest({ db }, requestId);
  const saved = await listPlans(db, where);
  return saved.some(({ planHash }) => planHash === request.planHash) ? undefined : request;
}

export interface SubmittedDigest {
  user: string;
  teamId: string | undefined;
  metadata: string;
  time: WeeklyTime;
  /** What to save the plan as; empty where there is none to save. */
  name: string;
  /** Identity of this very submission. */
  key: string;
}

/**
 * Subscribes a channel to its weekly digest, or changes the schedule, when somebody submits the
 * modal; saves the plan of the answer it was opened from too.
 */
export async function submitDigest(
  conversation: Conversation,
  submitted: SubmittedDigest,
): Promise<{ problem: string } | { run: () => Promise<void> }> {
  const { user, teamId, metadata, time, key } = submitted;
  const { channel, requestId } = metadataSchema.parse(JSON.parse(metadata));
  const where = { teamId, channel, user };
  const { db, now, seen } = conversation;
  try {
    const origin = requestId === undefined ? undefined : { ...where, requestId };
    const saved = origin && (await saveWith(conversation, origin, submitted));
    const wanted = { ...where, ...time, createdBy: user };
    const set = { ...(await subscribe(db, wanted, now())), saved };
    return {
      run: async () => {
        if (seen.add(key)) await announce(conversation, where, set);
      },
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: describeError(error) };
  }
}

/** Saves the plan of an answer as a draft. @returns the name that the plan was saved under. */
async function saveWith(
  { db, now }: Conversation,
  { user: savedBy, requestId, ...where }: InChannel & { requestId: string },
  { name }: SubmittedDigest,
): Promise<string> {
  const { plan } = await knownRequest({ db }, requestId);
  const wanted = { ...where, savedBy, name, status: 'draft', plan } as const;
  return (await savePlan(db, wanted, now())).plan.name;
}

interface SetDigest {
  subscription: Subscription;
  isNew: boolean;
  /** The plan that was saved with it. */
  saved: string | undefined;
}

/** Announces the digest's schedule to everybody in the channel, as all of them will get it. */
async function announce(
  conversation: Conversation,
  { channel, user }: InChannel,
  set: SetDigest,
): Promise<void> {
  const words = `<@${user}> ${whatWasDone(set)}. ${scheduleInWords(set.subscription)}`;
  const forms = [message(words, [section(words), digestControls('on')])];
  const { messenger } = conversation;
  try {
    await publishFirst(messenger, { channel }, { forms, pauseMs: 0 });
  } catch (error) {
    const tellAsker = (said: (typeof forms)[number]) => messenger.whisper({ channel, user }, said);
    await tellFailure(conversation, { tellAsker }, error);
  }
}

function whatWasDone({ isNew, saved }: SetDigest): string {
  const plan = saved === undefined ? undefined : `“${quote(saved)}”`;
  if (isNew && plan) return `saved ${plan} and subscribed this channel to a weekly digest`;
  if (isNew) return 'subscribed this channel to a weekly digest of its saved plans';
  if (plan) return `saved ${plan} for the weekly digest of this channel`;
  return 'changed the weekly digest of this channel';
}
