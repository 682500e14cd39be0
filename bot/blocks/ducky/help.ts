import type { Button } from '@slack/types';

import { DUCKY_PROMPTS } from '../../words/ducky-prompts.ts';
import { ACTIONS, actions } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { message, type SlackMessage } from '../message.ts';
import { bullets, plainText, section } from '../text.ts';

const INTRODUCTION =
  'Ask me about forecasts: why a number is what it is, what changed since the last one, what a word such as P10 means, how fresh the data are, how right forecasts were, or what would deliver more.';

const WAYS =
  'Reply in the thread of a forecast, write to me directly, or use `/ducky` and your question. Outside of a thread, I take the channel’s latest forecast of the past hour. For a new forecast, use `/forecast`.';

/** The answer to `/ducky help`: what can be asked about forecasts, with questions to click. */
export function duckyHelp(): SlackMessage {
  const text = [INTRODUCTION, bullets(DUCKY_PROMPTS), WAYS].join('\n');
  const buttons = DUCKY_PROMPTS.map(promptButton);
  return message(text, [section(INTRODUCTION), actions(...buttons), section(WAYS)]);
}

function promptButton(prompt: string, index: number): Button {
  const text = plainText(prompt, LIMITS.buttonText);
  return { type: 'button', action_id: `${ACTIONS.duckyPrompt}${index}`, text, value: prompt };
}
