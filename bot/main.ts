import type { Logger } from 'pino';

import { clockFor } from '../data/calendar.ts';
import type { Config } from '../data/config.ts';
import { badInput } from '../data/errors.ts';
import { runMain } from '../data/log/run-main.ts';
import { runUntilStopped } from '../data/run-until-stopped.ts';
import { stopRequest } from '../data/stop-request.ts';
import { openQueues } from '../jobs/queue.ts';
import { createBotMetrics } from './cli/bot-metrics.ts';
import { openHttp } from './cli/http.ts';
import { type Closer, closeAll, openStores } from './cli/runtime.ts';
import { openHttpReceiver, openSlackBot } from './cli/slack-bot.ts';
import { listenHttp } from './http/server/listen.ts';
import { keysOfSecrets } from './http/tokens/signing-key.ts';

const NEEDED = [
  'DATABASE_URL',
  'CLICKHOUSE_URL',
  'SLACK_BOT_TOKEN',
  'JWT_SECRET',
  'USER_HASH_KEY',
] as const;

/**
 * Checks that the environment variables a production bot cannot start without are set; throws an
 * error that names each missing one.
 */
function required(config: Config) {
  const { DATABASE_URL, CLICKHOUSE_URL, SLACK_BOT_TOKEN } = config;
  const { JWT_SECRET, JWT_SECRET_PREVIOUS, USER_HASH_KEY } = config;
  const hasServers = DATABASE_URL && CLICKHOUSE_URL && SLACK_BOT_TOKEN;
  if (hasServers && JWT_SECRET && USER_HASH_KEY) {
    return {
      addresses: { databaseUrl: DATABASE_URL, clickhouseUrl: CLICKHOUSE_URL },
      tokens: { botToken: SLACK_BOT_TOKEN, appToken: config.SLACK_APP_TOKEN },
      secrets: {
        keys: keysOfSecrets(JWT_SECRET, JWT_SECRET_PREVIOUS),
        userHashKey: USER_HASH_KEY,
      },
    };
  }
  throw badInput(
    'The bot process works with servers that run already and secrets that all processes share; `npm start` has its own. Set:',
    NEEDED.filter((name) => !config[name]),
  );
}

/**
 * How long a graceful shutdown waits for answers under way over HTTP and in Slack; who started us
 * waits for longer.
 */
const END_MS = 35_000;

/**
 * Opens the databases and queues, connects to Slack and listens for HTTP; the returned function
 * shuts all of it down again and lets answers under way end.
 */
async function startBot(config: Config, log: Logger): Promise<() => Promise<void>> {
  const { addresses, tokens, secrets } = required(config);
  const closers: Closer[] = [];
  try {
    const stores = await openStores(addresses, { config, log, closers });
    const { databaseUrl } = addresses;
    const metrics = createBotMetrics();
    const { onAttempt } = metrics;
    const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, onAttempt, log });
    closers.push(() => queues.close());
    const clock = clockFor(config.TODAY, config.REPORTING_TIME_ZONE);
    const receiver = openHttpReceiver(config, log);
    const bot = await openSlackBot({
      config,
      stores,
      queues,
      tokens,
      receiver,
      metrics,
      clock,
      log,
    });
    closers.push(() => bot.stop());
    const parts = { config, stores, queues, metrics, ...secrets, clock, log, closers };
    const handleSlack = receiver?.handle;
    const api = await openHttp({ ...parts, checkSlack: bot.checkSignIn, handleSlack });
    const { url, close } = await listenHttp(api, { host: config.HOST, port: config.PORT });
    closers.push(close);
    log.info({ url }, 'bot listens');
    return () => closeAll(closers);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** The bot process (`npm run bot`): talks to Slack and over HTTP, and leaves the work to the workers. */
async function main(config: Config, log: Logger): Promise<void> {
  const asked = stopRequest();
  const onReady = () => log.info('bot ready');
  await runUntilStopped({ start: () => startBot(config, log), onReady, asked, endMs: END_MS, log });
}

process.exitCode = await runMain(process.env, main);
