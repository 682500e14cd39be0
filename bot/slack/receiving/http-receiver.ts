import type { IncomingMessage, RequestListener } from 'node:http';

import { HTTPReceiver, LogLevel, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';

import type { Clock } from '../../../data/calendar.ts';
import { boltLogger } from '../bolt-logger.ts';
import { SLACK_EVENTS_PATH } from '../installing/manifest.ts';

/** Slack's own payloads are far smaller. */
const BODY_LIMIT_BYTES = 1_000_000;

/** How far Slack's clock may be ahead of ours; Bolt itself refuses what is that much behind. */
const MAX_AHEAD_MS = 5 * 60_000;

/** What Slack sends over HTTP, on a server that somebody else listens with. */
export interface HttpReceiver extends Receiver {
  /** Takes a POST to `SLACK_EVENTS_PATH`; its body must not have been read. */
  handle: RequestListener;
}

/**
 * Receives Slack's requests over HTTP, by Bolt's receiver without its server: signatures are
 * verified by Bolt, the size of bodies is limited.
 */
export function createHttpReceiver({
  signingSecret,
  clock,
  log,
}: {
  signingSecret: string;
  clock: Clock;
  log: Logger;
}): HttpReceiver {
  const bolt = new HTTPReceiver({
    signingSecret,
    endpoints: SLACK_EVENTS_PATH,
    bodyLimit: BODY_LIMIT_BYTES,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
  });
  let isOpen = false;
  return {
    init: (app) => bolt.init(app),
    async start() {
      isOpen = true;
    },
    async stop() {
      isOpen = false;
    },
    handle(request, response) {
      // Slack sends an event again that was answered so.
      if (!isOpen) response.writeHead(503).end();
      else if (isAhead(request, clock())) response.writeHead(401).end();
      else if (isTooLarge(request)) response.writeHead(413, { connection: 'close' }).end();
      else bolt.requestListener(request, response);
    },
  };
}

/**
 * Whether a body announces more than the size limit: refused before it is read; Bolt bounds what
 * does not announce its size.
 */
function isTooLarge({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > BODY_LIMIT_BYTES;
}

/**
 * Whether a request's timestamp lies in the future: a signature that is valid from a later time on
 * could be replayed for longer.
 */
function isAhead({ headers }: IncomingMessage, now: Date): boolean {
  const sentMs = Number(headers['x-slack-request-timestamp']) * 1_000;
  return sentMs > now.getTime() + MAX_AHEAD_MS;
}
