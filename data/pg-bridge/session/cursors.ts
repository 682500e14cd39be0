import { PgError } from '../pg-error.ts';
import type { Cursor } from './cursor.ts';

interface Declared {
  cursor: Cursor;
  /** Number of savepoints set when it was declared. */
  depth: number;
}

/** The cursors of a session, by name; they live no longer than their transaction. */
export class Cursors {
  readonly #declared = new Map<string, Declared>();

  declare(name: string, declared: Declared): void {
    if (this.#declared.has(name)) throw new PgError('42P03', `cursor "${name}" already exists`);
    this.#declared.set(name, declared);
  }

  get(name: string): Cursor {
    const declared = this.#declared.get(name);
    if (!declared) throw new PgError('34000', `cursor "${name}" does not exist`);
    return declared.cursor;
  }

  close(name: string): void {
    this.get(name).close();
    this.#declared.delete(name);
  }

  /** Closes what was declared behind so many savepoints. */
  closeDeeperThan(depth: number): void {
    for (const [name, declared] of this.#declared) {
      if (declared.depth > depth) this.close(name);
    }
  }

  closeAll(): void {
    this.closeDeeperThan(-1);
  }
}
