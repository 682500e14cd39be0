import { AppError } from '../../../data/errors.ts';
import { type ForecastResult, isRefusal } from '../../../data/forecast.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { forecastUrl } from '../paths.ts';
import { HttpProblem, problemMembers, problemOf } from '../problem.ts';
import type { ForecastAnswer, ForecastState } from '../schemas/forecast-answer.ts';

/** The response with a finished forecast, under the id of the request, with what was assumed. */
export function answerOf(
  result: ForecastResult,
  { id, assumptions }: { id: string; assumptions: readonly string[] },
): ForecastAnswer {
  if (isRefusal(result)) return { id, refused: result.refused, notes: [...assumptions] };
  return { ...result, id, notes: [...result.notes, ...assumptions] };
}

/**
 * The status of a forecast request as its caller gets it: under way, answered with the forecast,
 * failed with the problem, or cancelled.
 */
export function stateOf(request: ForecastRequest): ForecastState {
  const { id, status, result, createdAt, finishedAt } = request;
  return {
    id,
    status,
    url: forecastUrl(id),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    answer: result && answerOf(result, request),
    problem: status === 'failed' ? problemIn(failureOf(request)) : null,
  };
}

/** The error for a request that has ended without an answer: it failed, or was cancelled (409). */
export function failureOf({ status, failure, failureCode }: ForecastRequest): HttpProblem {
  if (status === 'cancelled') {
    return new HttpProblem(409, 'The forecast was cancelled. Ask for it again where it is needed.');
  }
  return problemOf(new AppError(failureCode ?? 'internal', failure ?? 'The forecast failed.'));
}

function problemIn({ status, message: detail }: HttpProblem) {
  return problemMembers({ status, detail });
}
