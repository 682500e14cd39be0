import type { Session } from 'chdb';
import type { Engine } from './chdb-engine.ts';
import { ClickHouseError } from './chdb-error.ts';

const SESSION_NOT_FOUND = 372;
const SESSION_IS_LOCKED = 373;
const DEFAULT_TIMEOUT_S = 60;
const MAX_TIMEOUT_S = 3600;

interface NamedSession {
  session: Session;
  busy: boolean;
  expiry: NodeJS.Timeout | undefined;
}

/** A session lent to one request. */
export interface Lease {
  session: Session;
  /** True where a later request may come back to the session. */
  named: boolean;
  release(): void;
}

/** Lends a fresh session to a request, or, where it names a `session_id`, the one kept under it. */
export class Sessions {
  readonly #engine: Engine;
  readonly #named = new Map<string, NamedSession>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Throws ClickHouse's 373 where the named session is in use, 372 where it had to exist. */
  lease(params: URLSearchParams): Lease {
    const id = params.get('session_id');
    if (id) return this.#leaseNamed(id, params);
    const session = this.#engine.openSession();
    return { session, named: false, release: () => session.close() };
  }

  /** Closes the named sessions; those of requests close with them. */
  close(): void {
    for (const { session, expiry } of this.#named.values()) {
      clearTimeout(expiry);
      session.close();
    }
    this.#named.clear();
  }

  #leaseNamed(id: string, params: URLSearchParams): Lease {
    const held = this.#named.get(id) ?? this.#create(id, params.get('session_check') === '1');
    if (held.busy) {
      throw new ClickHouseError(
        SESSION_IS_LOCKED,
        'SESSION_IS_LOCKED',
        'Session is locked by a concurrent client.',
      );
    }
    held.busy = true;
    clearTimeout(held.expiry);
    const release = () => {
      held.busy = false;
      held.expiry = setTimeout(() => this.#expire(id), timeoutMs(params)).unref();
    };
    return { session: held.session, named: true, release };
  }

  #create(id: string, mustExist: boolean): NamedSession {
    if (mustExist) {
      throw new ClickHouseError(SESSION_NOT_FOUND, 'SESSION_NOT_FOUND', 'Session not found.');
    }
    const created = { session: this.#engine.openSession(), busy: false, expiry: undefined };
    this.#named.set(id, created);
    return created;
  }

  #expire(id: string): void {
    this.#named.get(id)?.session.close();
    this.#named.delete(id);
  }
}

function timeoutMs(params: URLSearchParams): number {
  const seconds = Number(params.get('session_timeout') ?? DEFAULT_TIMEOUT_S);
  return Math.min(Number.isFinite(seconds) ? seconds : DEFAULT_TIMEOUT_S, MAX_TIMEOUT_S) * 1000;
}
