import { cancelButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { quote, section } from '../text.ts';

/** A forecast that somebody waits for. */
export interface Running {
  id: string;
  /** What was typed. */
  text: string;
}

/** Why another forecast has to wait, and what to do about it. */
export function tooManyRunning(running: readonly Running[]): SlackMessage {
  const opening = `I am working on ${inWords(running.length)} of yours already:`;
  const wayOn = 'Wait for one of them or cancel it, then ask again.';
  const names = running.map(({ text }) => quote(text, 150) || 'a forecast');
  return message(`${opening} ${names.join('; ')}. ${wayOn}`, [
    section(opening),
    ...running.map(({ id }, index) => ({
      ...section(`• ${names[index]}`),
      accessory: cancelButton(id),
    })),
    section(wayOn),
  ]);
}

function inWords(count: number): string {
  return ['none', 'one', 'two', 'three'][count] ?? String(count);
}
