import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const LOCK_FILE = 'lock';
/** A reader looks for a moment only; an owner waits that long for readers. */
const OWNER_WAIT_MS = 200;
const SQLITE_BUSY = 5;

/**
 * Takes the home's lock, so that one process at a time runs its servers; returns how to release it,
 * or undefined where another process holds it. SQLite locks the file through the operating system,
 * so the lock of a process that died, however, is free at once, and neither a reused process id nor
 * a race of two starters can fool it.
 */
export function takeHomeLock(dir: string): (() => void) | undefined {
  const path = join(dir, LOCK_FILE);
  const database = new DatabaseSync(path, { timeout: OWNER_WAIT_MS });
  chmodSync(path, 0o600);
  // Nothing is ever written, and a journal beside the file would only puzzle.
  if (succeeds(database, 'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')) {
    return () => {
      if (database.isOpen) database.close();
    };
  }
  database.close();
  return undefined;
}

/** True while some process, this one included, holds the home's lock. */
export function isHomeLocked(dir: string): boolean {
  const database = new DatabaseSync(join(dir, LOCK_FILE));
  const free = succeeds(database, 'BEGIN; SELECT count(*) FROM sqlite_master');
  database.close();
  return !free;
}

/** False where another process's lock forbids the statement. */
function succeeds(database: DatabaseSync, statement: string): boolean {
  try {
    database.exec(statement);
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
