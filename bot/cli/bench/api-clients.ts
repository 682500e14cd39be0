import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Plan } from '../../../data/plan.ts';
import { keysOfSecrets } from '../../http/signing-key.ts';
import { issueToken, SCOPES } from '../../http/token.ts';

const TOKEN_VALID_MS = 3_600_000;
const POLL_MS = 200;
const ANSWER_TIMEOUT_MS = 120_000;

/** A secret for tokens of the bench's own. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** Somebody who asks for forecasts, and is counted apart from the others. */
export interface Client {
  url: string;
  token: string;
}

/** Tokens for so many clients, each of somebody else. */
export function openClients(
  count: number,
  { url, secret, now }: { url: string; secret: string; now: Date },
): Promise<Client[]> {
  const expiresAt = new Date(now.getTime() + TOKEN_VALID_MS);
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const claims = { subject: `bench-${index}`, scopes: SCOPES, expiresAt };
      return { url, token: await issueToken(claims, { keys: keysOfSecrets(secret), now }) };
    }),
  );
}

/** How a question was answered. */
export interface Reply {
  status: number;
  /** Until the answer, a 202 included. */
  replyMs: number;
  /** Until the forecast; undefined where there is none. */
  forecastMs: number | undefined;
  isCached: boolean;
}

/** Asks for a forecast, and waits for it where that takes longer than one answer. */
export async function askForecast({ url, token }: Client, plan: Plan): Promise<Reply> {
  const began = performance.now();
  const since = () => performance.now() - began;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(plan);
  const response = await fetch(`${url}/api/v1/forecast`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  const { status } = response;
  const replyMs = since();
  const isCached = /\bhit\b/.test(response.headers.get('cache-status') ?? '');
  const reply = { status, replyMs, isCached };
  if (status !== 202) return { ...reply, forecastMs: status === 200 ? replyMs : undefined };
  const location = `${url}${response.headers.get('location')}`;
  while (since() < ANSWER_TIMEOUT_MS) {
    await sleep(POLL_MS);
    const state = await fetch(location, { headers });
    const text = await state.text();
    if (state.status !== 200) return { ...reply, status: state.status, forecastMs: undefined };
    if (/"status":"answered"/.test(text)) return { ...reply, forecastMs: since() };
  }
  return { ...reply, forecastMs: undefined };
}
