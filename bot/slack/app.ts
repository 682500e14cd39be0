import { App, LogLevel } from '@slack/bolt';
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

/** A Bolt app in Socket Mode without listeners; `init` it before it is used, `start` it to listen. */
export function createSlackApp({ tokens, slackApiUrl, log }: SlackAppOptions): App {
  const logger = boltLogger(log);
  const clientOptions: WebClientOptions = {
    retryConfig: RETRIES,
    timeout: 30_000,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
  const app = new App({
    token: tokens.botToken,
    appToken: tokens.appToken,
    socketMode: true,
    deferInitialization: true,
    logger,
    logLevel: LogLevel.WARN,
    clientOptions,
  });
  app.error(async (error) => {
    log.error({ code: error.code, reason: error.message }, 'a listener failed');
  });
  return app;
}
