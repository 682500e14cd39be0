import { WebClient } from '@slack/web-api';

import type { SlackAppOptions } from '../app.ts';
import { boltLogger } from '../bolt-logger.ts';

const TIMEOUT_MS = 30_000;

/**
 * The Web API client that delivers what people are told. It retries nothing by itself: a post that
 * is repeated blindly may show twice, and a client that waits for one channel's rate limit holds up
 * every other.
 */
export function createDeliveryClient(options: SlackAppOptions): WebClient {
  const { tokens, slackApiUrl, log } = options;
  return new WebClient(tokens.botToken, {
    logger: boltLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
    ...(options.fetch && { fetch: options.fetch }),
  });
}
