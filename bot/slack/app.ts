import { App, LogLevel, type Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';

import { boltLogger } from './bolt-logger.ts';
import { createSocketReceiver } from './receiving/socket-receiver.ts';

export interface SlackTokens {
  botToken: string;
  /** For Socket Mode, where there is no receiver. */
  appToken?: string | undefined;
}

export interface SlackAppOptions {
  tokens: SlackTokens;
  /** Brings what Slack sends over HTTP; without it, it comes over Socket Mode. */
  receiver?: Receiver | undefined;
  /** Another Slack than the real one, with its trailing `/api/`. */
  slackApiUrl?: string | undefined;
  /** Sends what its clients send. */
  fetch?: typeof fetch | undefined;
  log: Logger;
}

/**
 * Retries with backoff: a call that Slack does not take now is tried again for half a minute, then
 * fails.
 */
const RETRIES = { retries: 4, factor: 2, minTimeout: 1_000, randomize: true };

/** A Bolt app without listeners; `init` it before it is used, `start` it to listen. */
export function createSlackApp(options: SlackAppOptions): App {
  const { tokens, receiver, slackApiUrl, log } = options;
  const clientOptions: WebClientOptions = {
    retryConfig: RETRIES,
    timeout: 30_000,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
    ...(options.fetch && { fetch: options.fetch }),
  };
  const { botToken, appToken = '' } = tokens;
  const app = new App({
    token: botToken,
    receiver: receiver ?? createSocketReceiver({ appToken, clientOptions, log }),
    deferInitialization: true,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
    clientOptions,
  });
  app.error(async (error) => {
    log.error({ code: error.code, reason: error.message }, 'a listener failed');
  });
  return app;
}
