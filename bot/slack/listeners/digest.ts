import type { App, ViewOutput } from '@slack/bolt';

import { WEEK } from '../../../data/dimensions.ts';
import type { WeeklyTime } from '../../../data/postgres/plans/subscriptions.ts';
import { ACTIONS } from '../../blocks/buttons.ts';
import { DIGEST_ACTIONS } from '../../blocks/digest/digest-buttons.ts';
import { DIGEST_MODAL } from '../../blocks/digest/digest-modal.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { digestView, submitDigest } from '../../conversation/digest/digest-modal.ts';
import { runDigest } from '../../conversation/digest/digest-run.ts';
import {
  endDigest,
  pauseDigest,
  resumeDigest,
} from '../../conversation/digest/digest-subscription.ts';
import { knownTimeZone } from '../../words/time-zones.ts';
import { openModal } from '../open-modal.ts';
import { userTimeZone } from '../user-time-zone.ts';
import { type ChannelClick, onChannelClick } from './channel-click.ts';

/** A channel's weekly digest: its buttons, wherever they are, and its form. */
export function listenToDigest(app: App, conversation: Conversation): void {
  const on = onChannelClick(app, conversation);
  on(ACTIONS.digest, (click) => openForm(conversation, click, click.value));
  on(DIGEST_ACTIONS.edit, (click) => openForm(conversation, click));
  on(DIGEST_ACTIONS.runNow, (click) => runDigest(conversation, click));
  on(DIGEST_ACTIONS.pause, async (click) => click.show(await pauseDigest(conversation, click)));
  on(DIGEST_ACTIONS.resume, async (click) => click.show(await resumeDigest(conversation, click)));
  on(DIGEST_ACTIONS.unsubscribe, async (click) => click.show(await endDigest(conversation, click)));
  listenToForm(app, conversation);
}

async function openForm(
  conversation: Conversation,
  { client, triggerId, ...click }: ChannelClick,
  requestId?: string,
): Promise<void> {
  const timeZone = await userTimeZone(client, click.user);
  const view = await digestView(conversation, { ...click, requestId, timeZone });
  await openModal({ client, triggerId }, view);
}

/** The submitted form of a digest: subscribes the channel, or shows the problem with its name. */
function listenToForm(app: App, conversation: Conversation): void {
  app.view(DIGEST_MODAL.callbackId, async ({ ack, view, body, context }) => {
    const submission = await submitDigest(conversation, {
      user: body.user.id,
      teamId: context.teamId,
      metadata: view.private_metadata,
      time: timeOf(view),
      name: fieldOf(view, DIGEST_MODAL.name)?.value ?? '',
      key: `view:${view.id}:${view.hash}`,
    });
    if ('problem' in submission) {
      return ack({
        response_action: 'errors',
        errors: { [DIGEST_MODAL.name]: submission.problem },
      });
    }
    await ack();
    await submission.run();
  });
}

/** What was chosen; Slack lets nobody submit without. */
function timeOf(view: ViewOutput): WeeklyTime {
  const day = fieldOf(view, DIGEST_MODAL.weekday)?.selected_option?.value;
  return {
    weekday: WEEK.find((each) => each === day) ?? 'mon',
    localTime: fieldOf(view, DIGEST_MODAL.time)?.selected_time ?? '09:00',
    timeZone: knownTimeZone(fieldOf(view, DIGEST_MODAL.zone)?.selected_option?.value),
  };
}

function fieldOf({ state }: ViewOutput, block: string) {
  return state.values[block]?.[DIGEST_MODAL.input];
}
