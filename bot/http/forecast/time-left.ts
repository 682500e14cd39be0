import type { FastifyRequest } from 'fastify';

const arrivals = new WeakMap<FastifyRequest, number>();

/** Records when a request has come; the first hook of a route whose caller waits for so long. */
export async function noteArrival(request: FastifyRequest): Promise<void> {
  arrivals.set(request, performance.now());
}

/** What is left until a caller's deadline, `waitMs` after their request came, in ms; 0 at least. */
export function msLeft(request: FastifyRequest, waitMs: number): number {
  const nowMs = performance.now();
  return Math.max(0, (arrivals.get(request) ?? nowMs) + waitMs - nowMs);
}
