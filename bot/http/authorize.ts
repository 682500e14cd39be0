import type { FastifyRequest } from 'fastify';

import type { Clock } from '../../data/calendar.ts';
import { HttpProblem } from './problem.ts';
import { readToken, type Scope } from './token.ts';

const REALM = 'Bearer realm="ducky"';
const HOW = '`ducky token --subject NAME` prints one; send it as "Authorization: Bearer TOKEN".';

/** Lets a request through; throws HttpProblem 401 or 403 with RFC 6750's challenge. */
export type Authorize = (scope: Scope) => (request: FastifyRequest) => Promise<void>;

/** Guards of routes; the caller's name is kept for the rate limit. */
export function createAuthorize({ key, clock }: { key: Uint8Array; clock: Clock }): Authorize {
  return (scope) => async (request) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw unauthorized(REALM, `This needs an access token. ${HOW}`);
    const caller = await readToken(token, { key, now: clock() }).catch(() => {
      const challenge = `${REALM}, error="invalid_token"`;
      throw unauthorized(challenge, `The access token is not valid, or has expired. ${HOW}`);
    });
    if (!caller.scopes.includes(scope)) throw forbidden(scope);
    callers.set(request, caller.subject);
  };
}

/** Who an authorized request comes from. */
export function callerOf(request: FastifyRequest): string {
  return callers.get(request) ?? request.ip;
}

const callers = new WeakMap<FastifyRequest, string>();

function unauthorized(challenge: string, detail: string): HttpProblem {
  return new HttpProblem(401, detail, { headers: { 'www-authenticate': challenge } });
}

function forbidden(scope: Scope): HttpProblem {
  const challenge = `${REALM}, error="insufficient_scope", scope="${scope}"`;
  const detail = `The access token does not allow this. It needs the scope ${scope}: \`ducky token --scope ${scope}\`.`;
  return new HttpProblem(403, detail, { headers: { 'www-authenticate': challenge } });
}
