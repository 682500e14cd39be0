import { Agent } from 'node:http';

import fc from 'fast-check';

import type { Day } from '../../../data/calendar.ts';
import { type FuzzRequest, fuzzRequests } from './requests.ts';
import { type FuzzAnswer, sendFuzz } from './send.ts';

export interface FuzzRunOptions {
  document: object;
  url: string;
  /** Of callers who may do everything. */
  tokens: readonly string[];
  today: Day;
  /** The same one makes the same requests. */
  seed: number;
  requests: number;
  /** Requests under way at once. */
  clients: number;
  /** What is wrong with an answer, beside a status of 500 and above. */
  check?: (request: FuzzRequest, answer: FuzzAnswer) => readonly string[];
  onProgress?: (sent: number) => void;
  signal?: AbortSignal;
}

/** A request, and what is wrong with how it was answered. */
interface FuzzFailure {
  request: string;
  problem: string;
}

export interface FuzzResult {
  /** How many answers had each status. */
  statuses: Map<number, number>;
  failures: FuzzFailure[];
}

const BATCH = 250;
const TIMEOUT_MS = 60_000;
const SHOWN_CHARACTERS = 2_000;

/**
 * Fuzzes the HTTP interface with requests made from its OpenAPI document, and keeps what should not
 * have come back: no answer, a 5xx, or one that fails the check.
 */
export async function runFuzz(options: FuzzRunOptions): Promise<FuzzResult> {
  const { document, requests, seed, clients, signal, onProgress } = options;
  const result: FuzzResult = { statuses: new Map(), failures: [] };
  const arbitrary = fuzzRequests(document, options);
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  try {
    for (let sent = 0; sent < requests; sent += BATCH) {
      signal?.throwIfAborted();
      onProgress?.(sent);
      const numRuns = Math.min(BATCH, requests - sent);
      const batch = fc.sample(arbitrary, { seed: seed + sent, numRuns }).values();
      const client = async () => {
        for (const request of batch) await sendOne(request, { ...options, agent, result });
      };
      await Promise.all(Array.from({ length: clients }, client));
    }
  } finally {
    agent.destroy();
  }
  return result;
}

interface SendContext extends FuzzRunOptions {
  agent: Agent;
  result: FuzzResult;
}

/** Sends one request, counts its status, and records what is wrong with the answer. */
async function sendOne(request: FuzzRequest, context: SendContext): Promise<void> {
  const { url, agent, check, result } = context;
  const fail = (problem: string) => result.failures.push({ request: shown(request), problem });
  try {
    const answer = await sendFuzz(request, { url, agent, timeoutMs: TIMEOUT_MS });
    const { status, body } = answer;
    result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
    if (status >= 500) fail(`${status} ${body}`);
    for (const problem of check?.(request, answer) ?? []) fail(problem);
  } catch (error) {
    fail(`no answer: ${error}`);
  }
}

/** The request for a person, without the token. */
function shown({ method, path, headers, body }: FuzzRequest): string {
  const { authorization: _, ...others } = headers;
  const text = body?.toString('latin1') ?? '';
  return `${method} ${path} ${JSON.stringify(others)} ${text}`.slice(0, SHOWN_CHARACTERS);
}
