import { dayIn } from '../../data/calendar.ts';
import { Semaphore } from '../../data/semaphore.ts';
import type { Queues } from '../../jobs/queue.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { dedupeKeys } from '../conversation/deduplication.ts';
import { ProgressBoard } from '../conversation/progress.ts';
import { warmUpReader } from '../conversation/warm-up.ts';
import { createSlackApp, type SlackAppOptions } from './app.ts';
import { listenToBreakDown } from './listeners/break-down.ts';
import { listenToCancel } from './listeners/cancel.ts';
import { listenToCommand } from './listeners/command.ts';
import { listenToCompare } from './listeners/compare.ts';
import { listenToCsv } from './listeners/csv.ts';
import { listenToDigest } from './listeners/digest.ts';
import { listenToDirectMessage } from './listeners/direct-message.ts';
import { listenToDucky } from './listeners/ducky.ts';
import { listenToFeedback } from './listeners/feedback.ts';
import { listenToHome } from './listeners/home.ts';
import { listenToMention } from './listeners/mention.ts';
import { listenToOption } from './listeners/option.ts';
import { listenToPlanModal } from './listeners/plan-modal.ts';
import { listenToPlans } from './listeners/plans.ts';
import { listenToSavePlan } from './listeners/save-plan.ts';
import { listenToShare } from './listeners/share.ts';
import { listenToShortcuts } from './listeners/shortcuts.ts';
import { listenToTasks } from './listeners/tasks.ts';
import { listenToThreadReply } from './listeners/thread-reply.ts';
import { listenToValueSearch } from './listeners/value-search.ts';
import { trackInFlight } from './receiving/in-flight.ts';
import { readOwnTeam, refuseOtherWorkspaces } from './receiving/own-workspace.ts';
import { watchBotToken } from './receiving/token-check.ts';
import { agentSession } from './sending/agent-session.ts';
import { createDeliveryClient } from './sending/delivery-client.ts';
import { directChannels } from './sending/direct-channel.ts';
import { slackMessenger } from './sending/messenger.ts';
import { permalinks } from './sending/permalink.ts';
import { fileSharer } from './sending/share-file.ts';
import { startBotWorkers } from './workers.ts';

export interface SlackBotOptions extends SlackAppOptions {
  /** Must outlive the bot, and so must `queues`. */
  db: Conversation['db'];
  queues: Pick<Queues, 'add' | 'cancel' | 'onProgress' | 'startWorker'>;
  reader: Conversation['reader'];
  readingContext: Conversation['readingContext'];
  menuValues: Conversation['menuValues'];
  explain: Conversation['explain'];
  admins: Conversation['admins'];
  now: Conversation['now'];
  timeZone: Conversation['timeZone'];
  onTold?: Conversation['onTold'];
  /** Least time between two progress updates of one message. */
  progressIntervalMs?: number;
  /** Least time between two updates of an answer that is being written. */
  answerIntervalMs?: number;
  /** What the answer to a question may take. */
  answerTimeoutMs?: number;
  /** Time between two looks at whether Slack still takes our token. */
  signInIntervalMs?: number;
}

export interface SlackBot {
  /** @throws where Slack refused our token when it was last asked. */
  checkSignIn(): Promise<void>;
  /** Takes nothing new and lets what is under way end; the report worker ends with `queues`. */
  stop(): Promise<void>;
}

const LISTENERS = [
  listenToCommand,
  listenToMention,
  listenToHome,
  listenToDirectMessage,
  listenToThreadReply,
  listenToCompare,
  listenToBreakDown,
  listenToCancel,
  listenToOption,
  listenToPlanModal,
  listenToValueSearch,
  listenToShortcuts,
  listenToCsv,
  listenToSavePlan,
  listenToShare,
  listenToFeedback,
  listenToDigest,
  listenToPlans,
  listenToTasks,
  listenToDucky,
];

/**
 * Limit of concurrent updates: they hold a database connection while they talk to Slack; outcomes
 * need the others.
 */
const UPDATES_AT_ONCE = 2;

/**
 * Starts the Slack bot: connects, registers every listener, starts the workers that publish
 * reports, and shows progress.
 * @throws where Slack does not accept the tokens.
 */
export async function startSlackBot(options: SlackBotOptions): Promise<SlackBot> {
  const { db, queues, reader, readingContext, menuValues, explain, admins, now, log } = options;
  const app = createSlackApp(options);
  await app.init();
  const inFlight = trackInFlight(app);
  const delivery = createDeliveryClient(options);
  const messenger = slackMessenger(delivery, { log });
  refuseOtherWorkspaces(app, { own: await readOwnTeam(app.client), messenger });
  const intervalMs = options.progressIntervalMs ?? 1_000;
  const updateGate = new Semaphore(UPDATES_AT_ONCE);
  const progress = new ProgressBoard({ db, messenger, log, intervalMs, updateGate });
  const read = { reader, readingContext, menuValues, explain };
  const { onTold, timeZone, answerIntervalMs = 1_000 } = options;
  const told = { messenger, progress, onTold, answerIntervalMs, updateGate };
  const shared = { db, queues, admins, now, timeZone, log, ...told };
  const slack = {
    shareFile: fileSharer(delivery),
    permalink: permalinks(app.client),
    openDirect: directChannels(app.client),
    agent: agentSession(delivery, log),
  };
  const conversation: Conversation = { ...shared, ...read, ...slack, seen: dedupeKeys() };
  for (const listen of LISTENERS) listen(app, conversation);
  await queues.onProgress((event) => progress.hear(event));
  await startBotWorkers(queues, conversation, { answerTimeoutMs: options.answerTimeoutMs });
  await warmUpReader(dayIn('UTC', now()));
  await app.start();
  const signIn = watchBotToken(delivery, { intervalMs: options.signInIntervalMs ?? 30_000, log });
  return {
    checkSignIn: signIn.check,
    async stop() {
      signIn.stop();
      await app.stop();
      await inFlight.settled();
      await progress.close();
    },
  };
}
