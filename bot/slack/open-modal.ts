import type { ModalView } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

import { AppError } from '../../data/errors.ts';

/** What Slack says of a click or command that is more than three seconds old, or used up. */
const TOO_LATE = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_exchanged']);

/** What opens a modal: a trigger is good for three seconds, once. */
export interface Opener {
  client: WebClient;
  triggerId: string;
}

/**
 * Opens a modal in Slack, before its trigger expires.
 * @returns its id.
 * @throws AppError `unavailable` where it came too late for Slack.
 */
export async function openModal({ client, triggerId }: Opener, view: ModalView): Promise<string> {
  try {
    const opened = await client.views.open({ trigger_id: triggerId, view });
    if (opened.view?.id === undefined) throw new Error('Slack opened a modal without an id');
    return opened.view.id;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError && TOO_LATE.has(error.data.error))) throw error;
    const words = 'Slack opens a form only within three seconds, and I took longer. Click again.';
    throw new AppError('unavailable', words, { retryable: true, cause: error });
  }
}
