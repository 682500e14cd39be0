import type { SlackMessage } from '../blocks/message.ts';
import type { Place } from './messenger.ts';

/** Somebody's words, and how to reach them. */
export interface Asked {
  text: string;
  /** The Slack user. */
  requestedBy: string;
  /** Their Slack workspace. */
  teamId: string | undefined;
  /** Where the answer goes. */
  place: Place;
  /** Identity of the event; a repeat with the same key is answered once. */
  key: string;
  /** Says something that concerns only whoever asked. */
  tellAsker: (message: SlackMessage) => Promise<void>;
}
