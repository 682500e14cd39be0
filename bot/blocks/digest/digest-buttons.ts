import type { ActionsBlock, Button } from '@slack/types';

import { actions } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { plainText } from '../text.ts';

/** The action ids of a digest's buttons; a click is about the digest of its own channel. */
export const DIGEST_ACTIONS = {
  runNow: 'digest_run_now',
  edit: 'digest_edit',
  pause: 'digest_pause',
  resume: 'digest_resume',
  unsubscribe: 'digest_unsubscribe',
  plans: 'digest_plans',
} as const;

/** The buttons to run, edit, pause or resume, and end a channel's digest, or to set one up. */
export function digestControls(state: 'on' | 'paused' | 'none'): ActionsBlock {
  if (state === 'none') return actions(setUp(), plans());
  const pauseOrResume = state === 'on' ? pause() : resume();
  return actions(runNow(), edit(), pauseOrResume, unsubscribe(), plans());
}

function button(action: keyof typeof DIGEST_ACTIONS, text: string, label: string): Button {
  return {
    type: 'button',
    action_id: DIGEST_ACTIONS[action],
    text: plainText(text, LIMITS.buttonText),
    accessibility_label: label,
  };
}

const runNow = () => button('runNow', 'Run now', 'Run now: post the digest of this channel');
const edit = () => button('edit', 'Edit', 'Edit the day, the time or the time zone');
const pause = () => button('pause', 'Pause', 'Pause the weekly digest of this channel');
const resume = () => button('resume', 'Resume', 'Resume the weekly digest of this channel');
const plans = () => button('plans', 'See plans', 'See plans saved in this channel');

function setUp(): Button {
  const set = button('edit', 'Set up', 'Set up a weekly digest for this channel');
  return { ...set, style: 'primary' };
}

function unsubscribe(): Button {
  return {
    ...button('unsubscribe', 'Unsubscribe', 'Unsubscribe this channel from the weekly digest'),
    style: 'danger',
    confirm: {
      title: plainText('End the weekly digest?', LIMITS.confirmTitle),
      text: plainText(
        'Nobody in this channel will get it any more. Its plans stay saved.',
        LIMITS.confirmText,
      ),
      confirm: plainText('End it', LIMITS.confirmButton),
      deny: plainText('Keep it', LIMITS.confirmButton),
      style: 'danger',
    },
  };
}
