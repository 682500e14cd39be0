import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackContext } from '../context.ts';
import type { Fault } from '../faults.ts';
import { readBody, sendJson } from '../http.ts';
import type { JsonObject } from '../json.ts';
import { isObject, textAt } from '../json.ts';
import { SERVER_LIMITS } from '../limits.ts';
import type { RateLimit } from '../rate-limit.ts';
import { Arguments } from './arguments.ts';
import { assistantMethods } from './assistant.ts';
import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import { chatStreamMethods } from './chat-stream.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import type { MethodTable } from './method.ts';
import { reactionMethods } from './reactions.ts';
import { neededScope } from './scopes.ts';
import { SlackError } from './slack-error.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const METHODS: MethodTable = {
  ...authMethods,
  ...chatMethods,
  ...chatStreamMethods,
  ...viewMethods,
  ...fileMethods,
  ...conversationMethods,
  ...userMethods,
  ...reactionMethods,
  ...assistantMethods,
};

/**
 * Answers API calls, `POST /api/<method>`, as Slack does: status 200 and `ok`, or 429 when over the
 * rate limit. Token and scope are checked first.
 */
export function createWebApi(slack: SlackContext, rateLimit: RateLimit | undefined) {
  return async (request: IncomingMessage, response: ServerResponse, name: string) => {
    const body = await readBody(request, SERVER_LIMITS.webApiBodyBytes);
    const values = parseArguments(request, body.toString('utf8'));
    const fault = slack.faults.next(name);
    if (fault && !fault.takesEffect) return sendFault(response, fault);
    setScopes(response, slack);
    const refusal = checkToken(request, values, { name, slack }) ?? checkScope(name, values, slack);
    if (refusal) return sendJson(response, 200, { ok: false, ...refusal });
    const waitSeconds = rateLimit?.secondsToWait(name, textAt(values, 'channel') ?? '') ?? 0;
    if (waitSeconds > 0) return sendFault(response, { retryAfterSeconds: waitSeconds });
    const answer = call(name, new Arguments(values), slack);
    return fault ? sendFault(response, fault) : sendJson(response, 200, answer);
  };
}

/** Answers with a fault: an error code, a rate limit (429), or a connection that is cut. */
function sendFault(response: ServerResponse, fault: Fault): void {
  const { error = 'ratelimited', retryAfterSeconds, hangsUp } = fault;
  if (hangsUp) {
    response.destroy();
    return;
  }
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  const usual = retryAfterSeconds === undefined ? 200 : 429;
  sendJson(response, fault.status ?? usual, { ok: false, error });
}

function setScopes(response: ServerResponse, { app }: SlackContext): void {
  if (app.scopes) response.setHeader('x-oauth-scopes', app.scopes.join(','));
}

/** Refuses a call for which the app lacks the OAuth scope (`missing_scope`). */
function checkScope(name: string, values: JsonObject, slack: SlackContext): JsonObject | undefined {
  const needed = neededScope(name, values, slack.workspace);
  const { scopes } = slack.app;
  if (!needed || !scopes || scopes.includes(needed)) return undefined;
  slack.log.warn({ method: name, needed }, 'local Slack refused a call: missing_scope');
  return { error: 'missing_scope', needed, provided: scopes.join(',') };
}

/** Calls a method by its name; a `SlackError` becomes an answer that is not ok. */
function call(name: string, args: Arguments, slack: SlackContext): JsonObject {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) return { ok: false, error: 'unknown_method', req_method: name };
  try {
    return { ok: true, ...method(args, slack) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    slack.log.warn({ method: name, error: error.code }, 'local Slack refused a call');
    const { code, messages } = error;
    return {
      ok: false,
      error: code,
      ...(messages.length > 0 ? { errors: messages, response_metadata: { messages } } : {}),
    };
  }
}

/** Authenticates a call: refuses a token that is missing, invalid, revoked or of the other kind. */
function checkToken(
  request: IncomingMessage,
  values: JsonObject,
  { name, slack }: { name: string; slack: SlackContext },
): JsonObject | undefined {
  const { appToken, botToken } = slack.credentials;
  const header = request.headers.authorization?.replace(/^Bearer /, '');
  const token = header ?? textAt(values, 'token');
  if (!token) return { error: 'not_authed' };
  const wanted = name === 'apps.connections.open' ? appToken : botToken;
  if (token === botToken && slack.faults.isTokenRevoked) return { error: 'token_revoked' };
  if (token === wanted) return undefined;
  const isOther = token === appToken || token === botToken;
  return { error: isOther ? 'not_allowed_token_type' : 'invalid_auth' };
}

/** Parses a call's arguments, from its query and its body: JSON or a form. */
function parseArguments(request: IncomingMessage, body: string): JsonObject {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  if (request.headers['content-type']?.startsWith('application/json')) {
    return { ...Object.fromEntries(query), ...parseJson(body) };
  }
  return Object.fromEntries([...query, ...new URLSearchParams(body)]);
}

function parseJson(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body || '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
