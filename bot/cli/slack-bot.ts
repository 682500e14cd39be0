import type { Logger } from 'pino';

import { type Clock, dayIn, systemClock } from '../../data/calendar.ts';
import type { Config } from '../../data/config.ts';
import { DIMENSIONS } from '../../data/dimensions.ts';
import type { Queues } from '../../jobs/queue.ts';
import type { Admins } from '../conversation/admins.ts';
import { DEFAULT_SEED } from '../local-slack/state/seed.ts';
import type { SlackTokens } from '../slack/app.ts';
import { type SlackBot, startSlackBot } from '../slack/bot.ts';
import { createHttpReceiver, type HttpReceiver } from '../slack/receiving/http-receiver.ts';
import type { BotMetrics } from './bot-metrics.ts';
import { createExplain } from './explain.ts';
import { createReader } from './reader.ts';
import type { Stores } from './runtime.ts';
import { valuesOf, vocabularyOf } from './vocabulary.ts';

export interface SlackBotParts {
  config: Config;
  stores: Pick<Stores, 'pool' | 'clickhouse'>;
  queues: Queues;
  /** Where it counts what it does; without it, nowhere. */
  metrics?: BotMetrics;
  tokens: SlackTokens;
  /** Brings what Slack sends over HTTP; without it, it comes over Socket Mode. */
  receiver?: HttpReceiver | undefined;
  /** Another Slack than the configured one. */
  slackApiUrl?: string | undefined;
  clock: Clock;
  log: Logger;
}

/** Which users and channels are administrators; where none are named, those of the local Slack. */
function adminsOf({ ADMIN_USERS, ADMIN_CHANNELS, SLACK_BOT_TOKEN }: Config): Admins {
  const local = DEFAULT_SEED.users.filter((user) => user.is_admin).map(({ id }) => id);
  const users = ADMIN_USERS.length > 0 || SLACK_BOT_TOKEN ? ADMIN_USERS : local;
  return { users: new Set(users), channels: new Set(ADMIN_CHANNELS) };
}

/**
 * Receives events and commands from Slack over HTTP, not Socket Mode, where the configuration names
 * a signing secret.
 */
export function openHttpReceiver({ SLACK_SIGNING_SECRET }: Config, log: Logger) {
  if (!SLACK_SIGNING_SECRET) return undefined;
  return createHttpReceiver({ signingSecret: SLACK_SIGNING_SECRET, clock: systemClock, log });
}

/** Starts the bot with the reader and the vocabulary that the configuration and the data give. */
export function openSlackBot(parts: SlackBotParts): Promise<SlackBot> {
  const { config, stores, queues, tokens, metrics, clock, log } = parts;
  const vocabulary = vocabularyOf(stores.clickhouse, clock);
  return startSlackBot({
    tokens,
    receiver: parts.receiver,
    slackApiUrl: parts.slackApiUrl ?? config.SLACK_API_URL,
    db: stores.pool,
    queues,
    fetch: metrics?.slackFetch,
    onTold: (latencyMs) => metrics?.onForecast('told', latencyMs),
    reader: createReader(config, { log, llm: metrics?.llm }),
    explain: createExplain({ config, stores, clock, log, llm: metrics?.llm }),
    readingContext: async () => ({
      today: dayIn(config.REPORTING_TIME_ZONE, clock()),
      vocabulary: await vocabulary(),
    }),
    menuValues: valuesOf(stores.clickhouse, clock, DIMENSIONS),
    admins: adminsOf(config),
    now: clock,
    timeZone: config.REPORTING_TIME_ZONE,
    log,
  });
}
