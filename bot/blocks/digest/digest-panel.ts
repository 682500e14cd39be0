import type { Subscription } from '../../../data/postgres/plans/subscriptions.ts';
import { everyWeek, momentIn } from '../../words/schedule.ts';
import { message, type SlackMessage } from '../message.ts';
import { bullets, escapeMrkdwn, section } from '../text.ts';
import { digestControls } from './digest-buttons.ts';

export interface DigestPanelParts {
  subscription: Subscription | undefined;
  /** Names of the plans that the digest is about. */
  plans: readonly string[];
  /** What was just done to it. */
  news?: string;
}

const SHOWN_PLANS = 10;

const NONE =
  'This channel has no weekly digest yet. Set one up, and once a week I post here what its saved plans can expect, how last week’s forecast did, and which plans to look at.';

/** The answer to `/forecast digest`: the channel's weekly schedule, its plans, and the buttons. */
export function digestPanel({ subscription, plans, news }: DigestPanelParts): SlackMessage {
  const state = subscription ? scheduleInWords(subscription) : NONE;
  const words = [...(news ? [news] : []), state].join(' ');
  const text = [escapeMrkdwn(words), plansInIt(plans)].join('\n');
  return message(text, [
    section(`*Weekly digest of this channel*\n${text}`),
    digestControls(stateOf(subscription)),
  ]);
}

/** Whether a channel's digest is on, paused or not set up. */
export function stateOf(subscription: Subscription | undefined): 'on' | 'paused' | 'none' {
  if (!subscription) return 'none';
  return subscription.nextRunAt === null ? 'paused' : 'on';
}

/** When the digest comes: `Mondays at 09:00 (Europe/Berlin); next on Mon 30 Nov at 09:00.` */
export function scheduleInWords(subscription: Subscription | undefined): string {
  if (!subscription) return 'This channel has no weekly digest any more.';
  const { nextRunAt, timeZone } = subscription;
  const when = everyWeek(subscription);
  if (nextRunAt === null) return `Paused. When it goes on: ${when}.`;
  return `${when}; next on ${momentIn(timeZone, nextRunAt)}.`;
}

function plansInIt(plans: readonly string[]): string {
  if (plans.length === 0) {
    return 'No plan is saved here yet: press “Save plan” under a forecast.';
  }
  const rest = plans.length - SHOWN_PLANS;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  return `Plans in it:\n${bullets([...plans.slice(0, SHOWN_PLANS), ...more])}`;
}
