import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import type { Plan } from '../../../data/plan.ts';
import { forecastStateSchema } from '../../http/schemas/forecast-answer.ts';
import { issueToken, SCOPES } from '../../http/tokens/issue-token.ts';
import { keysOfSecrets } from '../../http/tokens/signing-key.ts';

const TOKEN_VALID_MS = 3_600_000;
const FORECAST_TIMEOUT_MS = 120_000;
const FORECAST_PATH = '/api/v1/forecast';

const stateSchema = z.object(forecastStateSchema.shape).pick({ status: true, finishedAt: true });

/** A secret for tokens of the bench's own. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** Somebody who asks for forecasts, and is counted apart from the others. */
export interface Client {
  url: string;
  token: string;
}

/** Issues access tokens for so many clients, each of somebody else. */
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
  /** 0 where the connection broke. */
  status: number;
  /** Until the answer, a 202 included. */
  replyMs: number;
  /** Until the forecast; undefined where there is none. */
  forecastMs: number | undefined;
  isCached: boolean;
}

/** Asks for a forecast and times it, polling for it where it takes longer than one answer. */
export async function askForecast(
  client: Client,
  plan: Plan,
  signal?: AbortSignal,
): Promise<Reply> {
  const began = performance.now();
  const since = () => performance.now() - began;
  const response = await send(client, FORECAST_PATH, { plan, signal });
  const { status } = response;
  const replyMs = since();
  const isCached = /\bhit\b/.test(response.headers.get('cache-status') ?? '');
  const isThere = status === 200 || (status === 202 && (await comes(client, response, signal)));
  return { status, replyMs, isCached, forecastMs: isThere ? since() : undefined };
}

/** Polls for the forecast that a 202 promised; false where it ends without one, or times out. */
async function comes(
  client: Client,
  promised: Answered,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const location = promised.headers.get('location') ?? '';
  let { headers } = promised;
  for (const end = performance.now() + FORECAST_TIMEOUT_MS; performance.now() < end; ) {
    await sleep(Number(headers.get('retry-after') ?? 1) * 1000, undefined, { signal });
    const state = await send(client, location, { signal });
    if (state.status !== 200) return false;
    const { status, finishedAt } = stateSchema.parse(JSON.parse(state.text));
    if (finishedAt !== null) return status === 'answered';
    headers = state.headers;
  }
  return false;
}

interface Answered {
  /** 0 where no whole answer came. */
  status: number;
  headers: Headers;
  text: string;
}

/** Posts the plan, or gets what is there. */
async function send(
  { url, token }: Client,
  path: string,
  { plan, signal }: { plan?: Plan; signal: AbortSignal | undefined },
): Promise<Answered> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = plan && { method: 'POST', body: JSON.stringify(plan) };
  try {
    const response = await fetch(`${url}${path}`, { headers, ...body, signal: signal ?? null });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    signal?.throwIfAborted();
    return { status: 0, headers: new Headers(), text: '' };
  }
}
