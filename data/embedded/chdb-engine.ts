import { drainPending, Session } from 'chdb';
import { Semaphore } from '../semaphore.ts';
import { MAX_RUNNING_STATEMENTS } from './chdb-limits.ts';

export interface EngineOptions {
  /** Absolute directory of the data; one process at a time may hold it. */
  dir: string;
  memoryLimitBytes: number;
}

/** chDB opened on one directory; sessions share the data and keep their settings apart. */
export class Engine {
  readonly version: string;
  readonly #dir: string;
  readonly #root: Session;
  readonly #running = new Semaphore(MAX_RUNNING_STATEMENTS);

  constructor({ dir, memoryLimitBytes }: EngineOptions) {
    this.#dir = dir;
    this.#root = new Session(dir, {
      connectionArgs: [`--max_server_memory_usage=${memoryLimitBytes}`],
    });
    this.version = this.#root.query('SELECT version()', 'TabSeparated').trim();
  }

  /** A session with default settings; whoever opens it closes it. */
  openSession(): Session {
    return new Session(this.#dir);
  }

  /** Runs native work of a session when a thread is free. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#running.run(work);
  }

  /** Cancels the statement of this `log_comment`, which then fails with QUERY_WAS_CANCELLED. */
  async kill(tag: string): Promise<void> {
    if (!/^[\w-]+$/.test(tag)) throw new Error('A tag is a plain word.');
    await this.#root.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = '${tag}' ASYNC`);
  }

  /** Closes the data once every statement has ended. */
  async close(): Promise<void> {
    this.#root.close();
    await drainPending();
  }
}
