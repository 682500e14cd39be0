import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';

import { boltLogger } from './bolt-logger.ts';

export interface SlackTokens {
  botToken: string;
  appToken: string;
}

export interface SlackAppOptions {
  tokens: SlackTokens;
  /** Another Slack than the real one, with its trailing `/api/`. */
  slackApiUrl?: string | undefined;
  log: Logger;
}

/** A call that Slack does not take now is tried again for half a minute, then fails. */
const RETRIES = { retries: 4, factor: 2, minTimeout: 1_000, randomize: true };

/**
 * A connection is opened again however long Slack was away: where these tries end, Bolt rejects a
 * promise that nobody handles, and the process dies of it.
 */
const RECONNECTS = { forever: true, factor: 2, minTimeout: 100, maxTimeout: 10_000, unref: true };

/** A Bolt app in Socket Mode without listeners; `init` it before it is used, `start` it to listen. */
export function createSlackApp({ tokens, slackApiUrl, log }: SlackAppOptions): App {
  const logger = boltLogger(log);
  const clientOptions: WebClientOptions = {
    retryConfig: RETRIES,
    timeout: 30_000,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
  const logLevel = LogLevel.WARN;
  const receiver = new SocketModeReceiver({
    appToken: tokens.appToken,
    logger,
    logLevel,
    installerOptions: { clientOptions: { ...clientOptions, retryConfig: RECONNECTS } },
  });
  const app = new App({
    token: tokens.botToken,
    receiver,
    deferInitialization: true,
    logger,
    logLevel,
    clientOptions,
  });
  app.error(async (error) => {
    log.error({ code: error.code, reason: error.message }, 'a listener failed');
  });
  return app;
}
