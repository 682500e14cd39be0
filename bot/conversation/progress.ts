import type pg from 'pg';
import type { Logger } from 'pino';

import { findRequest } from '../../data/postgres/requests.ts';
import type { Job, Progress } from '../../jobs/contract.ts';
import { placeholder, simplePlaceholder } from '../blocks/placeholder.ts';
import { reasonOf } from './failure.ts';
import { isOpen, withMessageLock } from './message-lock.ts';
import type { Messenger } from './messenger.ts';
import { placeholderParts } from './request.ts';

/** Placeholders watched at once; the oldest go first where an end was never heard of. */
const CAPACITY = 1_000;

export interface ProgressBoardOptions {
  db: pg.Pool;
  messenger: Messenger;
  log: Logger;
  /** Least time between two updates of one message. */
  intervalMs: number;
}

interface Watched {
  /** The latest progress that is not shown yet. */
  latest?: Progress | undefined;
  /** True while an update is under way or its interval runs. */
  isResting: boolean;
}

/**
 * Shows in the placeholders that this process posted how far their requests have come. Many steps
 * in a short time become one update, and updates go out one after the other.
 */
export class ProgressBoard {
  readonly #options: ProgressBoardOptions;
  readonly #watched = new Map<string, Watched>();
  #sending: Promise<void> = Promise.resolve();

  constructor(options: ProgressBoardOptions) {
    this.#options = options;
  }

  /** Begins to show a request's progress. */
  watch(requestId: string): void {
    this.#watched.set(requestId, { isResting: false });
    const [oldest] = this.#watched.keys();
    if (this.#watched.size > CAPACITY && oldest !== undefined) this.forget(oldest);
  }

  /** Takes note of progress; of a request that is not watched, does nothing. */
  hear({ job, progress }: { job: Job; progress: Progress }): void {
    if (job.name !== 'forecast') return;
    const watched = this.#watched.get(job.requestId);
    if (!watched) return;
    watched.latest = progress;
    this.#showLatest(job.requestId);
  }

  /** No more updates of this request. */
  forget(requestId: string): void {
    this.#watched.delete(requestId);
  }

  /** Ends every update, once the one under way is through. */
  async close(): Promise<void> {
    this.#watched.clear();
    await this.#sending;
  }

  #showLatest(requestId: string): void {
    const watched = this.#watched.get(requestId);
    const progress = watched?.latest;
    if (!watched || !progress || watched.isResting) return;
    watched.latest = undefined;
    watched.isResting = true;
    this.#sending = this.#sending.then(async () => {
      if (!(await showProgress(this.#options, requestId, progress))) this.forget(requestId);
      setTimeout(() => {
        watched.isResting = false;
        this.#showLatest(requestId);
      }, this.#options.intervalMs).unref();
    });
  }
}

/** @returns false where there is nothing more to show: the request is over or its message gone. */
async function showProgress(
  { db, messenger, log }: ProgressBoardOptions,
  requestId: string,
  { step, fraction }: Progress,
): Promise<boolean> {
  try {
    return await withMessageLock(db, requestId, async () => {
      const request = await findRequest(db, requestId);
      if (!request?.destination?.messageTs || !isOpen(request)) return false;
      const place = request.destination;
      const parts = { ...placeholderParts(request, step), fraction };
      let shown = await messenger.publish(place, placeholder(parts));
      if ('refused' in shown && shown.refused === 'blocks') {
        shown = await messenger.publish(place, simplePlaceholder(parts));
      }
      return 'messageTs' in shown;
    });
  } catch (error) {
    log.warn({ requestId, reason: reasonOf(error) }, 'progress not shown');
    return true;
  }
}
