import type pg from 'pg';
import type { Logger } from 'pino';
import { findRequest } from '../../data/postgres/requests/requests.ts';
import type { Semaphore } from '../../data/semaphore.ts';
import type { Job, Progress } from '../../jobs/contract.ts';
import { placeholder, simplePlaceholder } from '../blocks/asking/placeholder.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { placeholderParts } from './asking/placeholder.ts';
import { reasonOf } from './failure.ts';
import { isOpen, withMessageLock } from './message-lock.ts';
import type { DirectMessenger, Messenger, Place } from './messenger.ts';
import { Throttle } from './throttle.ts';

/** Limit of placeholders watched at once; the oldest go first where an end was never heard of. */
const CAPACITY = 1_000;

export interface ProgressBoardOptions {
  db: pg.Pool;
  messenger: Messenger;
  log: Logger;
  /** Lets only a few updates run at once: each holds a database connection while Slack is slow. */
  updateGate: Semaphore;
  /** Least time between two updates of one message. */
  intervalMs: number;
}

/**
 * Updates the placeholder of a request, digest or task with one step of its progress.
 * @returns false where there is nothing more to show: it is over or its message gone.
 */
export type ShowProgress = (
  services: { db: pg.Pool; messenger: DirectMessenger },
  id: string,
  progress: Progress,
) => Promise<boolean>;

interface Watched {
  channel: string;
  show: ShowProgress;
  /** The latest progress that is not shown yet. */
  latest?: Progress | undefined;
  throttle: Throttle;
}

/**
 * Updates the placeholders that this process posted with how far their jobs have come. That is
 * throttled: many steps in a short time become one update, which gives way to whatever else is said
 * in its channel.
 */
export class ProgressBoard {
  readonly #options: ProgressBoardOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #updates = new Set<Promise<void>>();

  constructor(options: ProgressBoardOptions) {
    this.#options = options;
  }

  /** Begins to show the progress of a request, or of what else `show` knows. */
  watch(what: { id: string; channel: string; show?: ShowProgress }): void {
    const { id, channel, show = showRequest } = what;
    const { intervalMs } = this.#options;
    const throttle = new Throttle({ intervalMs, work: () => this.#tracked(this.#update(id)) });
    this.forget(id);
    this.#watched.set(id, { channel, show, throttle });
    const [oldest] = this.#watched.keys();
    if (this.#watched.size > CAPACITY && oldest !== undefined) this.forget(oldest);
  }

  /** Takes a progress event from the queue; of a job that is not watched, does nothing. */
  hear({ job, progress }: { job: Job; progress: Progress }): void {
    const id = subjectOf(job);
    const watched = id === undefined ? undefined : this.#watched.get(id);
    if (id === undefined || !watched) return;
    watched.latest = progress;
    watched.throttle.request();
  }

  /** Stops the updates of one placeholder, as when its outcome is told. */
  forget(id: string): void {
    this.#watched.get(id)?.throttle.stop();
    this.#watched.delete(id);
  }

  /** Ends every update at shutdown, once those under way are through. */
  async close(): Promise<void> {
    for (const id of [...this.#watched.keys()]) this.forget(id);
    await Promise.all(this.#updates);
  }

  #tracked(update: Promise<void>): Promise<void> {
    this.#updates.add(update);
    return update.finally(() => this.#updates.delete(update));
  }

  /** Shows what is latest when the turn comes: steps that passed meanwhile are left out. */
  async #update(id: string): Promise<void> {
    const { db, messenger, updateGate, log } = this.#options;
    const channel = this.#watched.get(id)?.channel;
    if (channel === undefined) return;
    const show = async (direct: DirectMessenger) => {
      const watched = this.#watched.get(id);
      const progress = watched?.latest;
      if (!progress) return;
      const services = { db, messenger: direct };
      const isShown = await updateGate.run(() => watched.show(services, id, progress));
      if (watched.latest === progress) watched.latest = undefined;
      if (!isShown) this.forget(id);
    };
    await messenger.inTurn(channel, show, 'progress').catch((error: unknown) => {
      log.warn({ id, reason: reasonOf(error) }, 'progress not shown');
    });
  }
}

/** What a job is about: the id of a stored request, digest or task. */
function subjectOf(job: Job): string | undefined {
  if ('requestId' in job) return job.requestId;
  if ('digestId' in job) return job.digestId;
  return 'taskId' in job ? job.taskId : undefined;
}

/** Updates the placeholder of a running forecast to its current step. */
const showRequest: ShowProgress = ({ db, messenger }, requestId, { step, fraction }) =>
  withMessageLock(db, requestId, async () => {
    const request = await findRequest(db, requestId);
    if (!request?.destination?.messageTs || !isOpen(request)) return false;
    const parts = { ...placeholderParts(request, step), fraction };
    const forms = [placeholder(parts), simplePlaceholder(parts)];
    return replaceMessage(messenger, { place: request.destination, forms });
  });

/**
 * Updates a posted message with the first form whose blocks Slack accepts.
 * @returns false where the message is gone.
 */
export async function replaceMessage(
  messenger: DirectMessenger,
  { place, forms }: { place: Place; forms: readonly SlackMessage[] },
): Promise<boolean> {
  for (const form of forms) {
    const shown = await messenger.publish(place, form);
    if ('messageTs' in shown) return true;
    if (shown.refused !== 'blocks') return false;
  }
  return false;
}
