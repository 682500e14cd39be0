import { STATUS_CODES } from 'node:http';

import type { FastifyReply } from 'fastify';

import { isConnectionLost } from '../../data/connection-lost.ts';
import { AppError, type ErrorCode } from '../../data/errors.ts';

const RETRY_AFTER_S = 5;

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

export interface ProblemOptions {
  headers?: Record<string, string>;
  /** Members beside the standard ones. */
  members?: Record<string, unknown>;
  cause?: unknown;
}

/** A refusal as RFC 9457 (Problem Details for HTTP APIs) has it; `detail` is for people. */
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

/** What a caller is told of anything thrown: a defect gives itself away by its status only. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof AppError) return ofAppError(error);
  if (isConnectionLost(error)) return tryLater('A store cannot be reached.', error);
  const status = statusOfFramework(error);
  if (status) return new HttpProblem(status, (error as Error).message, { cause: error });
  return new HttpProblem(500, 'Something went wrong on our side.', { cause: error });
}

/** Answers with the problem; `requestId` finds it in the log. */
export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const { status, message: detail, headers, members } = problem;
  return reply
    .code(status)
    .headers(headers)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: STATUS_CODES[status],
      status,
      detail,
      requestId: reply.request.id,
      ...members,
    });
}

function ofAppError(error: AppError): HttpProblem {
  const status = STATUS_OF[error.code];
  if (status === 503) return tryLater(error.userMessage, error);
  const members = error.problems.length > 0 ? { problems: error.problems } : {};
  return new HttpProblem(status, error.userMessage, { members, cause: error });
}

function tryLater(detail: string, cause: unknown): HttpProblem {
  return new HttpProblem(503, detail, { headers: { 'retry-after': `${RETRY_AFTER_S}` }, cause });
}

/** The framework's own refusals carry a status below 500; its texts repeat nothing of the body. */
function statusOfFramework(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const status = Number(error.statusCode);
  return status >= 400 && status < 500 ? status : undefined;
}
