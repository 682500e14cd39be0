import type { FastifyRequest } from 'fastify';

import type { Clock } from '../../../data/calendar.ts';
import { HttpProblem } from '../problem.ts';
import type { Scope } from './issue-token.ts';
import { type RefusedFor, TokenRefused, type TokenRules } from './read-token.ts';
import { openTokenReader } from './token-reader.ts';

const REALM = 'Bearer realm="ducky"';
const HOW = '`ducky token --subject NAME` prints one; send it as "Authorization: Bearer TOKEN".';

const WHY: Readonly<Record<RefusedFor, string>> = {
  signature: 'The access token is not signed by this server',
  expired: 'The access token has expired',
  'not yet valid': 'The access token is not valid yet: see that the clock of its issuer is right',
  claims: 'The access token is not one for this server',
};

/** Lets a request through; throws HttpProblem 401 or 403 with RFC 6750's challenge. */
export type Authorize = (scope: Scope) => (request: FastifyRequest) => Promise<void>;

/**
 * Makes the guards of routes, which verify a caller's access token and its scope; the caller's name
 * is kept for the rate limit.
 */
export function createAuthorize({
  tokens,
  clock,
}: {
  tokens: TokenRules;
  clock: Clock;
}): Authorize {
  const read = openTokenReader(tokens);
  return (scope) => async (request) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw unauthorized(REALM, `This needs an access token. ${HOW}`);
    const caller = await read(token, clock()).catch((error: unknown) => {
      throw error instanceof TokenRefused ? refused(error.reason) : error;
    });
    if (!caller.scopes.includes(scope)) throw forbidden(scope);
    callers.set(request, caller.subject);
  };
}

/** Who an authorized request comes from; throws of any other. */
export function callerOf(request: FastifyRequest): string {
  const caller = callerIfKnown(request);
  if (caller === undefined) throw new Error('the route asks for no token');
  return caller;
}

/** The same; undefined of a request without a token that is taken. */
export function callerIfKnown(request: FastifyRequest): string | undefined {
  return callers.get(request);
}

const callers = new WeakMap<FastifyRequest, string>();

function refused(reason: RefusedFor): HttpProblem {
  const challenge = `${REALM}, error="invalid_token", error_description="${WHY[reason]}"`;
  return unauthorized(challenge, `${WHY[reason]}. ${HOW}`);
}

function unauthorized(challenge: string, detail: string): HttpProblem {
  return new HttpProblem(401, detail, { headers: { 'www-authenticate': challenge } });
}

function forbidden(scope: Scope): HttpProblem {
  const challenge = `${REALM}, error="insufficient_scope", scope="${scope}"`;
  const detail = `The access token does not allow this. It needs the scope ${scope}: \`ducky token --scope ${scope}\`.`;
  return new HttpProblem(403, detail, { headers: { 'www-authenticate': challenge } });
}
