import { dayIn } from '../../data/calendar.ts';
import type { Queues } from '../../jobs/queue.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { ProgressBoard } from '../conversation/progress.ts';
import { report } from '../conversation/report.ts';
import { seenKeys } from '../conversation/seen.ts';
import { warmUpReader } from '../conversation/warm-up.ts';
import { createSlackApp, type SlackAppOptions } from './app.ts';
import { trackInFlight } from './in-flight.ts';
import { listenToCancel } from './listeners/cancel.ts';
import { listenToCommand } from './listeners/command.ts';
import { listenToDirectMessage } from './listeners/direct-message.ts';
import { listenToEdit } from './listeners/edit.ts';
import { listenToMention } from './listeners/mention.ts';
import { listenToOption } from './listeners/option.ts';
import { slackMessenger } from './messenger.ts';

export interface SlackBotOptions extends SlackAppOptions {
  /** Must outlive the bot, and so must `queues`. */
  db: Conversation['db'];
  queues: Pick<Queues, 'add' | 'cancel' | 'onProgress' | 'startWorker'>;
  reader: Conversation['reader'];
  readingContext: Conversation['readingContext'];
  admins: Conversation['admins'];
  now: Conversation['now'];
  /** Least time between two progress updates of one message. */
  progressIntervalMs?: number;
}

export interface SlackBot {
  /** Takes nothing new and lets what is under way end; the report worker ends with `queues`. */
  stop(): Promise<void>;
}

const LISTENERS = [
  listenToCommand,
  listenToMention,
  listenToDirectMessage,
  listenToCancel,
  listenToOption,
  listenToEdit,
];

/** Each report holds a database connection while it talks to Slack. */
const REPORTS_AT_ONCE = 3;
const REPORT_TIMEOUT_MS = 120_000;

/**
 * Connects to Slack and starts to listen, to show progress, and to publish reports.
 * @throws where Slack does not accept the tokens.
 */
export async function startSlackBot(options: SlackBotOptions): Promise<SlackBot> {
  const { db, queues, reader, readingContext, admins, now, log } = options;
  const app = createSlackApp(options);
  await app.init();
  const inFlight = trackInFlight(app);
  const messenger = slackMessenger(app.client);
  const intervalMs = options.progressIntervalMs ?? 1_000;
  const progress = new ProgressBoard({ db, messenger, log, intervalMs });
  const shared = { db, queues, reader, readingContext, messenger, progress, admins, now, log };
  const conversation: Conversation = { ...shared, seen: seenKeys() };
  for (const listen of LISTENERS) listen(app, conversation);
  await queues.onProgress((event) => progress.hear(event));
  await queues.startWorker('report', {
    processor: {
      handler: ({ requestId }) => report(conversation, requestId),
      timeoutMs: REPORT_TIMEOUT_MS,
    },
    concurrency: REPORTS_AT_ONCE,
  });
  await warmUpReader(dayIn('UTC', now()));
  await app.start();
  return {
    async stop() {
      await app.stop();
      await inFlight.settled();
      await progress.close();
    },
  };
}
