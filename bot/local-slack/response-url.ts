import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackContext } from './context.ts';
import { HttpError, readBody, sendJson } from './http.ts';
import { isObject } from './json.ts';
import { SERVER_LIMITS, SLACK_LIMITS } from './limits.ts';
import { sendDeletedEvent, sendPostedEvent } from './message-events.ts';
import type { Clock } from './state/ids.ts';
import { newSecret } from './state/ids.ts';
import { Arguments } from './web-api/arguments.ts';
import { authorship, editMessage } from './web-api/chat.ts';
import { readContent } from './web-api/message-content.ts';
import { SlackError } from './web-api/slack-error.ts';

/** Where an answer goes: a channel, seen by a user; `ts` is the message that was clicked. */
export interface ResponseTarget {
  channel: string;
  user: string;
  ts?: string;
}

/** Issues each `response_url`, where the app may answer a command or click until it expires. */
export class ResponseUrls {
  readonly #issued = new Map<string, { target: ResponseTarget; uses: number; endsMs: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new `response_url` for one command or click. */
  issue(baseUrl: string, target: ResponseTarget): string {
    const key = newSecret();
    const endsMs = this.#clock() + SLACK_LIMITS.responseUrl.lifetimeMs;
    this.#issued.set(key, { target, uses: 0, endsMs });
    return `${baseUrl}/response/${key}`;
  }

  /**
   * Redeems a `response_url` and counts one use. Throws `HttpError` 404 as Slack answers one that
   * is unknown, expired or used up.
   */
  use(key: string): ResponseTarget {
    const issued = this.#issued.get(key);
    if (!issued || this.#clock() > issued.endsMs) throw new HttpError(404, 'expired_url');
    issued.uses += 1;
    if (issued.uses > SLACK_LIMITS.responseUrl.uses) throw new HttpError(404, 'used_url');
    return issued.target;
  }
}

/** Handles a `POST` to a `response_url`: posts, replaces or deletes a message. */
export async function answerResponseUrl(
  { request, response, key }: { request: IncomingMessage; response: ServerResponse; key: string },
  slack: SlackContext,
): Promise<void> {
  const body = await readBody(request, SERVER_LIMITS.webApiBodyBytes);
  const target = slack.responseUrls.use(key);
  try {
    applyResponse(new Arguments(parse(body.toString('utf8'))), target, slack);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    throw new HttpError(400, error.code, error.messages);
  }
  sendJson(response, 200, { ok: true });
}

/**
 * Posts, replaces or deletes a message, as the app's answer to a command or a click asks: one sent
 * to a `response_url` or in an acknowledgement.
 */
export function applyResponse(args: Arguments, target: ResponseTarget, slack: SlackContext): void {
  const { messages } = slack.workspace;
  const original = target.ts ? messages.find(target.channel, target.ts) : undefined;
  if (original && args.optionalFlag('delete_original')) {
    messages.remove(original);
    void sendDeletedEvent(original, slack);
  } else if (original && args.optionalFlag('replace_original')) {
    editMessage(original, readContent(args, slack), slack);
  } else {
    postResponse(args, target, slack);
  }
}

/** Posts an answer as a message: ephemeral, seen by the user alone, unless it is `in_channel`. */
function postResponse(args: Arguments, target: ResponseTarget, slack: SlackContext): void {
  const thread = args.optionalText('thread_ts');
  const message = slack.workspace.messages.post({
    channel: target.channel,
    ...authorship(slack),
    text: '',
    ...readContent(args, slack),
    ...(thread ? { thread_ts: thread } : {}),
    ...(args.optionalText('response_type') === 'in_channel' ? {} : { ephemeral_to: target.user }),
  });
  void sendPostedEvent(message, slack);
}

/** Parses a JSON object. Throws `HttpError` 400 for anything else. */
function parse(body: string) {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Falls through: what is no JSON is refused like what is no object.
  }
  throw new HttpError(400, 'invalid_payload', ['the body must be a JSON object']);
}
