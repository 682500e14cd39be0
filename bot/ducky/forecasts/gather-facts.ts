import type { Logger } from 'pino';

import { AppError } from '../../../data/errors.ts';
import { aborted } from '../../../data/stop-request.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import type { Fact, ToolName, Tools } from './fact.ts';

/** A person waits: what takes longer is left out. */
const TOOL_TIMEOUT_MS = 8_000;

export interface Gathered {
  readonly facts: readonly Fact[];
  /** The tools that failed, and why. */
  readonly unread: readonly Unread[];
}

/** A tool that failed. */
export interface Unread {
  readonly tool: ToolName;
  readonly error: unknown;
}

export interface GatherOptions {
  readonly tools: Tools;
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly timeoutMs?: number;
}

/**
 * Runs an answer's tools in parallel, each with a timeout; the failure of one leaves the others'
 * facts.
 * @throws AppError `cancelled` as soon as `signal` is aborted.
 */
export async function gatherFacts(
  names: readonly ToolName[],
  { tools, signal, log, timeoutMs = TOOL_TIMEOUT_MS }: GatherOptions,
): Promise<Gathered> {
  const done = new AbortController();
  const limit = AbortSignal.any([signal, done.signal]);
  const run = async (name: ToolName) => {
    try {
      const fact = await withTimeout(timeoutMs, () => tools.run(name, limit));
      return { facts: fact ? [fact] : [], unread: [] };
    } catch (error) {
      if (!signal.aborted) log.warn({ tool: name, err: error }, 'a tool of an answer failed');
      return { facts: [], unread: [{ tool: name, error }] };
    }
  };
  const stopped = aborted(signal).then(() => {
    throw new AppError('cancelled', 'Stopped.');
  });
  try {
    const results = await Promise.race([Promise.all(names.map(run)), stopped]);
    return {
      facts: results.flatMap(({ facts }) => facts),
      unread: results.flatMap(({ unread }) => unread),
    };
  } finally {
    done.abort();
  }
}
