import type { Logger } from 'pino';

import { type Clock, dayIn } from '../../data/calendar.ts';
import type { Config } from '../../data/config.ts';
import type { Queues } from '../../jobs/queue.ts';
import type { SlackTokens } from '../slack/app.ts';
import { type SlackBot, startSlackBot } from '../slack/bot.ts';
import { createReader } from './reader.ts';
import type { Stores } from './runtime.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface SlackBotParts {
  config: Config;
  stores: Pick<Stores, 'pool' | 'clickhouse'>;
  queues: Queues;
  tokens: SlackTokens;
  /** Another Slack than the real one. */
  slackApiUrl?: string | undefined;
  clock: Clock;
  log: Logger;
}

/** Starts the bot with the reader and the vocabulary that the configuration and the data give. */
export function openSlackBot(parts: SlackBotParts): Promise<SlackBot> {
  const { config, stores, queues, tokens, slackApiUrl, clock, log } = parts;
  const vocabulary = vocabularyOf(stores.clickhouse, clock);
  return startSlackBot({
    tokens,
    slackApiUrl,
    db: stores.pool,
    queues,
    reader: createReader(config, log),
    readingContext: async () => ({
      today: dayIn(config.REPORTING_TIME_ZONE, clock()),
      vocabulary: await vocabulary(),
    }),
    now: clock,
    log,
  });
}
