import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

import { AppError } from '../../../data/errors.ts';
import type { Published } from '../../conversation/messenger.ts';

type Refused = Exclude<Published, { messageTs: string }>;

/** Slack's error codes for what it never takes: the blocks, the message, or any message there. */
const REFUSALS: Record<string, Refused> = {
  invalid_blocks: { refused: 'blocks' },
  invalid_blocks_format: { refused: 'blocks' },
  invalid_attachments: { refused: 'blocks' },
  msg_blocks_too_long: { refused: 'blocks' },
  msg_too_long: { refused: 'blocks' },
  message_not_found: { refused: 'message' },
  cant_update_message: { refused: 'message' },
  edit_window_closed: { refused: 'message' },
  is_archived: { refused: 'place', closed: 'archived' },
  is_inactive: { refused: 'place', closed: 'archived' },
  channel_not_found: { refused: 'place', closed: 'not a member' },
  not_in_channel: { refused: 'place', closed: 'not a member' },
  restricted_action: { refused: 'place', closed: 'forbidden' },
  restricted_action_read_only_channel: { refused: 'place', closed: 'forbidden' },
  restricted_action_thread_only_channel: { refused: 'place', closed: 'forbidden' },
  restricted_action_non_threadable_channel: { refused: 'place', closed: 'forbidden' },
  thread_not_found: { refused: 'place', closed: 'forbidden' },
};

/** Answers with which Slack says that it is unwell, not that the call was wrong. */
const TRANSIENT = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
]);

/** Answers to a token that Slack takes no more. */
const BAD_TOKEN = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

const NOT_PERMITTED = new Set(['access_denied', 'missing_scope', 'no_permission', 'not_allowed']);

/**
 * Classifies an error of Slack: what it has against a message or its place; undefined where the
 * failure is another.
 */
export function refusalOf(error: unknown): Refused | undefined {
  return error instanceof WebAPIPlatformError ? REFUSALS[error.data.error] : undefined;
}

/**
 * True where Slack cannot be reached, fails or says that it is unwell, so that the same call may
 * work soon.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof WebAPIPlatformError) return TRANSIENT.has(error.data.error);
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500;
  return error instanceof WebAPIRequestError || isFetchFailure(error);
}

/** What `fetch` throws of the network: in an upload, and of an answer that breaks off on its way. */
function isFetchFailure(error: unknown): boolean {
  if (error instanceof TypeError) return /^(fetch failed|terminated)$/.test(error.message);
  return error instanceof DOMException && error.name === 'TimeoutError';
}

/** The code with which Slack refuses our token; undefined where it does not. */
export function badTokenCode(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  return BAD_TOKEN.has(error.data.error) ? error.data.error : undefined;
}

/**
 * Turns a failed call into an error for people: our token is refused, Slack is away, a permission
 * is missing. A rate limit, a wrong call and a defect stay what they are.
 */
export function readableError(cause: unknown): unknown {
  if (cause instanceof WebAPIRateLimitedError) return cause;
  if (badTokenCode(cause) !== undefined) return unavailable(TOKEN_REFUSED, cause);
  if (isAway(cause)) return unavailable(AWAY, cause);
  return isNotPermitted(cause) ? notPermitted(cause) : cause;
}

const AWAY = 'Slack cannot be reached at the moment. Try again in a minute.';
const TOKEN_REFUSED =
  'Slack does not accept my sign-in at the moment. An administrator of this workspace can mend that by installing me again.';

function unavailable(words: string, cause: unknown): AppError {
  return new AppError('unavailable', words, { retryable: true, cause });
}

function isNotPermitted(error: unknown): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && NOT_PERMITTED.has(error.data.error);
}

function notPermitted(cause: WebAPIPlatformError): AppError {
  const needed: unknown = 'needed' in cause.data && cause.data.needed;
  const scope = typeof needed === 'string' ? ` (${needed})` : '';
  const words = `Slack has not given me the permission for that${scope}. An administrator of this workspace can add it by installing me again.`;
  return new AppError('unauthorized', words, { cause });
}
