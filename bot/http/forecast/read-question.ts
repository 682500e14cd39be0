import { createHash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import type { Day } from '../../../data/calendar.ts';
import type { Idempotency } from '../../../data/postgres/requests/idempotency.ts';
import { parseJsonBody } from '../bodies/json-body.ts';
import { HttpProblem } from '../problem.ts';
import { forecastHeadersSchema } from '../schemas/parameters.ts';
import { planBodySchema, prototypeBodySchema } from '../schemas/plan-body.ts';
import { type AskedPlan, planOfPrototype } from './prototype/body.ts';

const PROTOTYPE_KEYS = Object.keys(prototypeBodySchema.shape);
const PLAN_KEYS = Object.keys(planBodySchema.shape);

/** What a body asks, and the body as its schema read it, its keys in the schema's order. */
export type ReadBody = AskedPlan & { body: unknown };

/**
 * Validates the body of a forecast request: a plan, or the prototype's body where that is meant.
 * @throws HttpProblem 400 with every problem and where it is.
 */
export function readBody(request: FastifyRequest, today: Day): ReadBody {
  if (isPrototype(request.body)) {
    const body = parseJsonBody(request, prototypeBodySchema);
    return { body, ...planOfPrototype(body, today) };
  }
  const plan = parseJsonBody(request, planBodySchema);
  return { body: plan, plan, assumptions: [] };
}

function isPrototype(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const has = (key: string) => Object.hasOwn(body, key);
  return PROTOTYPE_KEYS.some(has) && !PLAN_KEYS.some(has);
}

/** Validates `Prefer` and `Idempotency-Key` of a forecast request. Throws HttpProblem 400. */
export function readHeaders({ headers }: FastifyRequest) {
  const { data, error } = forecastHeadersSchema.safeParse(headers);
  if (data) return { prefer: data.prefer, idempotencyKey: data['idempotency-key'] };
  const problems = error.issues.map(({ path, message }) => `The header ${path.join()} ${message}.`);
  throw new HttpProblem(400, problems.join(' '));
}

/**
 * The idempotency key with a hash of what it is used for, which shows when it comes again with
 * another body; an answer of one kind is none of the other.
 */
export function idempotencyOf(
  key: string | undefined,
  asked: { kind: string; body: unknown },
): Idempotency | undefined {
  if (key === undefined) return undefined;
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return { key, fingerprint };
}
