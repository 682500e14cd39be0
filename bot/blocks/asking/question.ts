import type { Button } from '@slack/types';

import { ACTIONS, actions } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { message, type SlackMessage } from '../message.ts';
import { bullets, context, escapeMrkdwn, plainText, quote, section } from '../text.ts';

export interface QuestionParts {
  question: string;
  /** One option each: what its button says, and the text that choosing it asks instead. */
  options: readonly { label: string; continues: string }[];
  /** What was typed. */
  asked: string;
}

const OPTION_LIMIT = 10;

/** Asks a clarifying question, with a button an option and a word on what to write instead. */
export function question({ question, options, asked }: QuestionParts): SlackMessage {
  const shown = options.slice(0, OPTION_LIMIT);
  const chosen = optionButtons(shown);
  const buttons = [...chosen, ...openFormButton(asked)];
  const labels = shown.map(({ label }) => label);
  const words = escapeMrkdwn(question);
  const howTo = howToAnswer(labels.length > 0);
  return message([words, bullets(labels), howTo].filter(Boolean).join('\n'), [
    section(words),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ...(chosen.length < labels.length ? [section(bullets(labels))] : []),
    context(`${howTo}\nYou wrote: ${quote(asked)}`),
  ]);
}

function howToAnswer(hasOptions: boolean): string {
  const rewrite = 'open the form, or ask again with the whole request in your own words';
  return hasOptions ? `Choose one, ${rewrite}.` : `To answer, ${rewrite}.`;
}

/** A button an option, where its text fits into one; a click asks it. */
export function optionButtons(options: QuestionParts['options']): Button[] {
  return options.flatMap((option, index) => optionButton(option, index));
}

/** No button where the text it would ask does not fit into one; the value is escaped like mrkdwn. */
function optionButton(option: QuestionParts['options'][number], index: number): Button[] {
  const value = escapeMrkdwn(option.continues);
  if (!fitsButton(value)) return [];
  const text = plainText(option.label, LIMITS.buttonText);
  return [{ type: 'button', action_id: `${ACTIONS.option}${index}`, text, value }];
}

/** Opens a form with what was understood; none where the text does not fit into a button. */
function openFormButton(asked: string): Button[] {
  const value = escapeMrkdwn(asked);
  if (!fitsButton(value)) return [];
  const text = plainText('Open the form', LIMITS.buttonText);
  return [{ type: 'button', action_id: ACTIONS.openForm, text, value }];
}

function fitsButton(value: string): boolean {
  return value !== '' && value.length <= LIMITS.buttonValue;
}
