import type pg from 'pg';
import type { Logger } from 'pino';

import type { Clock } from '../../data/calendar.ts';
import type { Semaphore } from '../../data/semaphore.ts';
import type { Queues } from '../../jobs/queue.ts';
import type { Reader, ReadingContext, Vocabulary } from '../../prompts/reading.ts';
import type { Explain } from '../ducky/forecasts/question.ts';
import type { Admins } from './admins.ts';
import type { ShareFile } from './answer/files.ts';
import type { DedupeKeys } from './deduplication.ts';
import type { AgentSession } from './ducky/agent-session.ts';
import type { Messenger } from './messenger.ts';
import type { ProgressBoard } from './progress.ts';

/**
 * The dependencies of everything the conversation does: database, queues, reader, Slack, clock and
 * log. It knows neither Bolt nor a process.
 */
export interface Conversation {
  db: pg.Pool;
  queues: Pick<Queues, 'add' | 'cancel'>;
  reader: Reader;
  /** What a text is read against today. */
  readingContext: () => Promise<Pick<ReadingContext, 'today' | 'vocabulary'>>;
  /** Values that the data hold, by dimension, the most frequent first; empty while unknown. */
  menuValues: () => Promise<Vocabulary>;
  messenger: Messenger;
  shareFile: ShareFile;
  /** The address of a message; undefined where Slack gives none. */
  permalink: (message: { channel: string; messageTs: string }) => Promise<string | undefined>;
  /** The channel that Ducky and a Slack user share alone. */
  openDirect: (user: string) => Promise<string>;
  progress: ProgressBoard;
  /** Answers questions about forecasts. */
  explain: Explain;
  /** What Slack shows beside a conversation with an agent. */
  agent: AgentSession;
  /** Least time between two updates of an answer that is being written, in milliseconds. */
  answerIntervalMs: number;
  /** Lets only a few messages at once be brought up to date; outcomes need the connections. */
  updateGate: Semaphore;
  /** What this process has taken already; the database knows for all of them. */
  seen: DedupeKeys;
  admins: Admins;
  now: Clock;
  /** The reporting time zone. */
  timeZone: string;
  /** Told how long after they asked people were told a forecast, in milliseconds. */
  onTold?: ((latencyMs: number) => void) | undefined;
  log: Logger;
}
