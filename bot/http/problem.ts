import { STATUS_CODES } from 'node:http';

import type { FastifyReply } from 'fastify';

import { AppError, type ErrorCode } from '../../data/errors.ts';
import { toAppError } from '../../data/server-trouble.ts';
import type { BodyError } from './bodies/json-pointer.ts';
import { RETRY_AFTER_S } from './limits.ts';
import type { Problem } from './schemas/problem.ts';

/** A rubbish body can have as many as it has values. */
const SHOWN_ERRORS = 100;

const STATUS_OF: Record<ErrorCode, number> = {
  bad_input: 400,
  unauthorized: 401,
  not_found: 404,
  conflict: 409,
  no_history: 422,
  no_model: 503,
  cancelled: 503,
  unavailable: 503,
  internal: 500,
};

/** For people, where the framework's own words are not; those repeat nothing of a body. */
const FRAMEWORK_DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    'The Content-Type cannot be read. Send one such as application/json.',
  FST_ERR_BAD_URL: 'The path cannot be read. After a % it needs two hexadecimal digits of UTF-8.',
  FST_ERR_MAX_PARAM_LENGTH: 'The path is too long.',
};

export interface ProblemOptions {
  headers?: Record<string, string>;
  /** Members beside the standard ones. */
  members?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * An HTTP error to be thrown: a refusal as RFC 9457 (Problem Details for HTTP APIs) has it;
 * `detail` is for people.
 */
export class HttpProblem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly members: Record<string, unknown>;

  constructor(status: number, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'HttpProblem';
    this.status = status;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

/** Refuses an invalid body with 400; the member `errors` tells what is wrong in it and where. */
export function bodyProblem(errors: readonly BodyError[], cause?: unknown): HttpProblem {
  const shown = errors.slice(0, SHOWN_ERRORS);
  const count = errors.length === 1 ? 'One thing is' : `${errors.length} things are`;
  const more = errors.length > shown.length ? `; the first ${SHOWN_ERRORS} are listed` : '';
  const detail = `${count} wrong with the body${more}. Correct what "errors" names and send it again.`;
  return new HttpProblem(400, detail, { members: { errors: shown }, cause });
}

/** Maps anything thrown to the HTTP error that a caller is told: of a defect, the status only. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const trouble = toAppError(error);
  if (trouble instanceof AppError) return ofAppError(trouble);
  const refusal = ofFramework(error);
  return refusal ?? new HttpProblem(500, 'Something went wrong on our side.', { cause: error });
}

/** The members that every problem has. */
export function problemMembers({ status, detail }: Pick<Problem, 'status' | 'detail'>): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status], status, detail };
}

/** Sends an error as `application/problem+json`; `requestId` finds it in the log. */
export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const { status, message: detail, headers, members } = problem;
  return reply
    .code(status)
    .header('x-request-id', reply.request.id)
    .headers(headers)
    .type('application/problem+json')
    .send({ ...problemMembers({ status, detail }), requestId: reply.request.id, ...members });
}

/** Maps an AppError to the HTTP status of its code. */
function ofAppError(error: AppError): HttpProblem {
  const status = STATUS_OF[error.code];
  if (status === 503) return serviceUnavailable(error.userMessage, error);
  const members = error.problems.length > 0 ? { problems: error.problems } : {};
  return new HttpProblem(status, error.userMessage, { members, cause: error });
}

/** A 503 with `Retry-After`, for a refusal that passes by itself: an outage, or a restart. */
export function serviceUnavailable(detail: string, cause?: unknown): HttpProblem {
  const headers = { 'retry-after': `${RETRY_AFTER_S.unavailable}` };
  return new HttpProblem(503, detail, { headers, cause });
}

/** Maps Fastify's own refusals, which have a status below 500. */
function ofFramework(error: unknown): HttpProblem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return undefined;
  const detail = ('code' in error && FRAMEWORK_DETAILS[String(error.code)]) || error.message;
  return new HttpProblem(status, detail, { cause: error });
}
