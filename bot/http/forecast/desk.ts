import type pg from 'pg';
import type { Logger } from 'pino';

import type { ForecastResult } from '../../../data/forecast.ts';
import type { HistoryBasisOptions } from '../../../data/forecast-basis.ts';
import {
  type ApiRequest,
  acceptApiRequest,
  endedAmong,
} from '../../../data/postgres/requests/api-requests.ts';
import {
  acceptCached,
  type CachedRequest,
} from '../../../data/postgres/requests/cached-requests.ts';
import {
  type ForecastRequest,
  findRequest,
  finishRequest,
} from '../../../data/postgres/requests/requests.ts';
import type { Queues } from '../../../jobs/queue.ts';
import type { HttpLimits } from '../limits.ts';
import { HttpProblem } from '../problem.ts';
import { failureOf } from './answer.ts';
import { gathered } from './gathered.ts';
import { type FindKnown, openKnownForecasts } from './known-forecasts.ts';
import { OutcomeWatch } from './outcome-watch.ts';

/** Requests that the cache answers, stored by one statement. */
const ACCEPTED_AT_ONCE = 100;

export interface DeskServices extends HistoryBasisOptions {
  pool: pg.Pool;
  queues: Pick<Queues, 'add' | 'cancel'>;
  /** How old the reading of history and model may be that forecasts are found by. */
  basisAgeMs?: number | undefined;
  log: Logger;
}

/** What a caller asks for, and how long they wait for it. */
export type Question = Omit<ApiRequest, 'cacheKey'> & { waitMs: number };

/** What a caller gets: the result, or, where that takes longer, the request as it stands. */
export interface Asked {
  id: string;
  status: ForecastRequest['status'];
  assumptions: readonly string[];
  result: ForecastResult | null;
  /** Whether it was made before, for whomever. */
  isCached: boolean;
}

/** Where callers of the API ask for forecasts, and come for their answers. */
export class ForecastDesk {
  readonly #services: DeskServices;
  readonly #limits: Pick<HttpLimits, 'waitingForecasts'>;
  readonly #findKnown: FindKnown;
  readonly #watch: OutcomeWatch;
  readonly #acceptCached: (request: CachedRequest) => Promise<string | undefined>;

  constructor(services: DeskServices, limits: Pick<HttpLimits, 'waitingForecasts'>) {
    this.#services = services;
    this.#limits = limits;
    this.#findKnown = openKnownForecasts(services);
    this.#watch = new OutcomeWatch((ids) => endedAmong(services.pool, ids), services.log);
    const accept = (all: readonly CachedRequest[]) =>
      acceptCached(services.pool, all, services.clock());
    this.#acceptCached = gathered(accept, ACCEPTED_AT_ONCE);
  }

  /** @throws HttpProblem where it may not be asked, or ended without an answer. */
  async ask(question: Question): Promise<Asked> {
    const known = await this.#known(question);
    const { id, how } = await this.#accept({ ...question, cacheKey: known?.key });
    if (how === 'cached' && known) {
      const { assumptions } = question;
      return { id, status: 'answered', assumptions, result: known.result, isCached: true };
    }
    if (how === 'new') this.#start(id);
    await this.#watch.ended(id, question.waitMs);
    const request = await this.find(id, question.caller);
    if (request.finishedAt && !request.result) throw failureOf(request);
    return { ...request, isCached: false };
  }

  /** @throws HttpProblem 404 where the caller has no such request. */
  async find(id: string, caller: string): Promise<ForecastRequest> {
    const request = await findRequest(this.#services.pool, id);
    if (request?.source === 'api' && request.requestedBy === caller) return request;
    throw new HttpProblem(404, 'There is no such forecast of yours.');
  }

  /**
   * Stops a request; stopping it again changes nothing.
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

  /** Ends every wait; what is asked stays asked. */
  close(): void {
    this.#watch.close();
  }

  async #known({ plan }: Question) {
    return this.#findKnown(plan).catch((error: unknown) => {
      this.#services.log.warn({ err: error }, 'cannot look for forecasts made before');
      return undefined;
    });
  }

  async #accept(request: ApiRequest) {
    const { pool, clock } = this.#services;
    const { cacheKey, idempotency } = request;
    if (cacheKey && !idempotency) {
      const id = await this.#acceptCached({ ...request, cacheKey });
      if (id !== undefined) return { id, how: 'cached' } as const;
    }
    const rules = { limit: this.#limits.waitingForecasts, now: clock() };
    const acceptance = await acceptApiRequest(pool, request, rules);
    if ('id' in acceptance) return acceptance;
    throw acceptance.refused === 'key of another body' ? otherBody() : this.#tooMany();
  }

  /** The stored request is what counts: where the queue is away, it is found and done later. */
  #start(requestId: string): void {
    this.#services.queues.add({ name: 'forecast', requestId }).catch(this.#notTold(requestId));
  }

  #notTold(requestId: string) {
    return (error: unknown) =>
      this.#services.log.warn({ requestId, err: error }, 'the queue could not be told');
  }

  #tooMany(): HttpProblem {
    const detail = `You wait for ${this.#limits.waitingForecasts} forecasts already. Wait for one of them, or cancel it.`;
    return new HttpProblem(429, detail, { headers: { 'retry-after': '1' } });
  }
}

function otherBody(): HttpProblem {
  return new HttpProblem(
    422,
    'This Idempotency-Key was used with another body. Use a new key for a new forecast.',
  );
}
