import type pg from 'pg';
import type { Logger } from 'pino';

import type { ForecastResult } from '../../../data/forecast.ts';
import type { HistoryBasisOptions } from '../../../data/forecast-basis.ts';
import type { ApiRequest } from '../../../data/postgres/requests/api-requests.ts';
import { endedAmong } from '../../../data/postgres/requests/ended-requests.ts';
import { type ForecastRequest, finishRequest } from '../../../data/postgres/requests/requests.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import type { Queues } from '../../../jobs/queue.ts';
import { type HttpLimits, RETRY_AFTER_S } from '../limits.ts';
import { HttpProblem } from '../problem.ts';
import { failureOf } from './answer.ts';
import { type FindKnown, openForecastLookup } from './forecast-lookup.ts';
import { logOncePerOutage, type OncePerOutage } from './log-once-per-outage.ts';
import { OutcomePoller } from './outcome-poller.ts';
import { openRequestIntake, type RequestIntake } from './request-intake.ts';

export interface DeskServices extends HistoryBasisOptions {
  pool: pg.Pool;
  queues: Pick<Queues, 'add' | 'cancel'>;
  /** How old the reading of history and model may be that forecasts are found by. */
  basisAgeMs?: number | undefined;
  log: Logger;
}

type DeskLimits = Pick<HttpLimits, 'waitingForecasts' | 'knownForecastTimeoutMs'>;

/** What a caller asks for, and how long they still wait for it. */
export type Question = Omit<ApiRequest, 'cacheKey'> & { msLeft: () => number };

/** What a caller gets: the result, or, where that takes longer, the request as it stands. */
export interface Asked {
  id: string;
  status: ForecastRequest['status'];
  assumptions: readonly string[];
  result: ForecastResult | null;
  /** Whether it was made before, for whomever. */
  isCached: boolean;
}

/**
 * Where callers of the API ask for forecasts, from the cache or made by a worker, and come for
 * their answers, or cancel.
 */
export class ForecastService {
  readonly #services: DeskServices;
  readonly #limits: DeskLimits;
  readonly #findKnown: FindKnown;
  readonly #orMake: OncePerOutage;
  readonly #watch: OutcomePoller;
  readonly #intake: RequestIntake;

  constructor(services: DeskServices, limits: DeskLimits) {
    const { pool, clock, log } = services;
    this.#services = services;
    this.#limits = limits;
    this.#findKnown = openForecastLookup(services);
    this.#orMake = logOncePerOutage(log, 'cannot look for forecasts made before; making them anew');
    this.#watch = new OutcomePoller((ids) => endedAmong(pool, ids), log);
    this.#intake = openRequestIntake({ pool, clock, limit: limits.waitingForecasts });
  }

  /**
   * Stores a request and waits for its forecast, as long as the caller does: a cached one is there
   * at once, a new one goes through the queue.
   * @throws HttpProblem where it may not be asked, or ended without an answer.
   */
  async ask(question: Question): Promise<Asked> {
    const known = await this.#known(question);
    const { id, how } = await this.#accept({ ...question, cacheKey: known?.key });
    if (how === 'cached' && known) {
      const { assumptions } = question;
      return { id, status: 'answered', assumptions, result: known.result, isCached: true };
    }
    if (how === 'new') this.#start(id);
    const hasEnded = await this.#watch.ended(id, question.msLeft());
    if (how === 'new' && !hasEnded) {
      const { assumptions } = question;
      return { id, status: 'accepted', assumptions, result: null, isCached: false };
    }
    const request = await this.find(id, question.caller);
    if (request.finishedAt && !request.result) throw failureOf(request);
    return { ...request, isCached: false };
  }

  /**
   * Reads the status of a caller's own request.
   * @throws HttpProblem 404 where the caller has no such request.
   */
  async find(id: string, caller: string): Promise<ForecastRequest> {
    const request = await this.#intake.find(id);
    if (request?.source === 'api' && request.requestedBy === caller) return request;
    throw new HttpProblem(404, 'There is no such forecast of yours.');
  }

  /**
   * Cancels a forecast: ends the request, and has the queue stop the worker that makes it.
   * Cancelling it again changes nothing.
   * @throws HttpProblem 404 where the caller has no such request, 409 where it has ended.
   */
  async cancel(id: string, caller: string): Promise<ForecastRequest> {
    const { pool, queues, clock } = this.#services;
    await this.find(id, caller);
    const outcome = { status: 'cancelled', by: caller, at: clock() } as const;
    if (await finishRequest(pool, id, outcome)) {
      await queues.cancel({ name: 'forecast', requestId: id }).catch(this.#notTold(id));
    }
    const request = await this.find(id, caller);
    if (request.status === 'cancelled') return request;
    throw new HttpProblem(409, 'It is too late to cancel: the forecast has ended.');
  }

  /** Ends every wait at shutdown; what is asked stays asked. */
  close(): void {
    this.#watch.close();
  }

  /** Looks the plan up in the forecast cache; where that takes long, it is not worth the wait. */
  #known({ plan }: Question) {
    const { knownForecastTimeoutMs } = this.#limits;
    return this.#orMake(() => withTimeout(knownForecastTimeoutMs, () => this.#findKnown(plan)));
  }

  /**
   * Stores the request, answered at once where its forecast is cached; refuses an Idempotency-Key
   * used with another body, and too many forecasts waited for at once.
   */
  async #accept(request: ApiRequest) {
    const { cacheKey, idempotency } = request;
    if (cacheKey && !idempotency) {
      const id = await this.#intake.acceptCached({ ...request, cacheKey });
      if (id !== undefined) return { id, how: 'cached' } as const;
    }
    const acceptance = await this.#intake.accept(request);
    if ('id' in acceptance) return acceptance;
    throw acceptance.refused === 'key of another body' ? otherBody() : this.#tooMany();
  }

  /**
   * Adds the forecast job to the queue. The stored request is what counts: where the queue is away,
   * it is found and done later.
   */
  #start(requestId: string): void {
    const job = { name: 'forecast', requestId } as const;
    this.#services.queues.add(job, { isNew: true }).catch(this.#notTold(requestId));
  }

  #notTold(requestId: string) {
    return (error: unknown) =>
      this.#services.log.warn({ requestId, err: error }, 'the queue could not be told');
  }

  #tooMany(): HttpProblem {
    const detail = `You wait for ${this.#limits.waitingForecasts} forecasts already. Wait for one of them, or cancel it.`;
    return new HttpProblem(429, detail, {
      headers: { 'retry-after': `${RETRY_AFTER_S.forecast}` },
    });
  }
}

function otherBody(): HttpProblem {
  return new HttpProblem(
    422,
    'This Idempotency-Key was used with another body. Use a new key for a new forecast.',
  );
}
