import { PgError } from '../pg-error.ts';
import type { TransactionStatus } from '../protocol/messages.ts';

/** The state of a client's transaction and its savepoints; nothing is ever written in one. */
export class Transaction {
  #status: TransactionStatus = 'I';
  #savepoints: string[] = [];

  get status(): TransactionStatus {
    return this.#status;
  }

  /** Number of savepoints set. */
  get depth(): number {
    return this.#savepoints.length;
  }

  begin(): void {
    if (this.#status === 'I') this.#status = 'T';
  }

  /** A statement failed: nothing but an end, or a return to a savepoint, is taken now. */
  fail(): void {
    if (this.#status === 'T') this.#status = 'E';
  }

  end(): void {
    this.#status = 'I';
    this.#savepoints = [];
  }

  /** Throws 25P01 outside of a transaction. */
  require(what: string): void {
    if (this.#status !== 'I') return;
    throw new PgError('25P01', `${what} can only be used in transaction blocks`);
  }

  save(name: string): void {
    this.require('SAVEPOINT');
    this.#savepoints.push(name);
  }

  /** Forgets a savepoint and those after it. */
  release(name: string): void {
    this.require('RELEASE SAVEPOINT');
    this.#savepoints.length = this.#positionOf(name);
  }

  /** Returns to a savepoint, which stays set; what is deeper than the result is undone. */
  rollBackTo(name: string): number {
    this.require('ROLLBACK TO SAVEPOINT');
    const position = this.#positionOf(name);
    this.#savepoints.length = position + 1;
    this.#status = 'T';
    return position;
  }

  #positionOf(name: string): number {
    const position = this.#savepoints.lastIndexOf(name);
    if (position < 0) throw new PgError('3B001', `savepoint "${name}" does not exist`);
    return position;
  }
}
