import type { ForecastRequest } from '../../data/postgres/requests/requests.ts';
import type { SlackMessage } from '../blocks/message.ts';
import type { Place } from './messenger.ts';

/** What somebody asks by a message, command or click: their words, and how to reply to them. */
export interface Asked {
  text: string;
  /** The Slack user. */
  requestedBy: string;
  /** Their Slack workspace. */
  teamId: string | undefined;
  /** Where the answer goes. */
  place: Place;
  /** Where it was said, where the answer begins a thread of its own. */
  saidIn?: Pick<Place, 'channel' | 'threadTs'>;
  /** Identity of the event; a repeat with the same key is answered once. */
  key: string;
  /** The request that it changes or compares with, where it follows from one. */
  previous?: ForecastRequest | undefined;
  /** Says something that concerns only whoever asked. */
  tellAsker: (message: SlackMessage) => Promise<void>;
}
