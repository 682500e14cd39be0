import type { Button } from '@slack/types';

import { cancelButton, stopButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { quote, section } from '../text.ts';

/** A forecast, or the answer to a question, that somebody waits for. */
export interface Running {
  id: string;
  /** What was typed. */
  text: string;
}

/** The refusal of another forecast where somebody has too many running, with buttons to cancel. */
export function tooManyRunning(running: readonly Running[]): SlackMessage {
  return tooMany(running, {
    opening: `I am working on ${inWords(running.length)} of yours already:`,
    nameOf: (text) => text || 'a forecast',
    wayOn: 'Wait for one of them or cancel it, then ask again.',
    button: cancelButton,
  });
}

/** The refusal of another question where too many are being answered, with buttons to stop them. */
export function tooManyQuestions(running: readonly Running[]): SlackMessage {
  return tooMany(running, {
    opening: `I am answering ${inWords(running.length)} of your questions already:`,
    nameOf: (text) => `“${text}”`,
    wayOn: 'Wait for one of the answers or stop it, then ask again.',
    button: stopButton,
  });
}

interface Wording {
  opening: string;
  /** How what was asked is named, from the escaped text of it. */
  nameOf: (text: string) => string;
  wayOn: string;
  button: (id: string) => Button;
}

function tooMany(
  running: readonly Running[],
  { opening, nameOf, wayOn, button }: Wording,
): SlackMessage {
  const names = running.map(({ text }) => nameOf(quote(text, 150)));
  return message(`${opening} ${names.join('; ')}. ${wayOn}`, [
    section(opening),
    ...running.map(({ id }, index) => ({
      ...section(`• ${names[index]}`),
      accessory: button(id),
    })),
    section(wayOn),
  ]);
}

function inWords(count: number): string {
  return ['none', 'one', 'two', 'three'][count] ?? String(count);
}
