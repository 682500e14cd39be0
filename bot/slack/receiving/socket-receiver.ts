import { LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';

import { boltLogger } from '../bolt-logger.ts';
import { reconnectingFetch } from './reconnecting-fetch.ts';

/**
 * A connection is opened again however long Slack was away: where these tries end, Bolt rejects a
 * promise that nobody handles, and the process dies of it.
 */
const RECONNECTS = { forever: true, factor: 2, minTimeout: 100, maxTimeout: 10_000, unref: true };

export interface SocketReceiverOptions {
  appToken: string;
  clientOptions: WebClientOptions;
  log: Logger;
}

/** Receives what Slack sends over Socket Mode, and reconnects for ever. */
export function createSocketReceiver(options: SocketReceiverOptions): Receiver {
  const { appToken, clientOptions, log } = options;
  return new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
    installerOptions: {
      clientOptions: { ...clientOptions, retryConfig: RECONNECTS, fetch: reconnectingFetch(log) },
    },
  });
}
