import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { parseSnapshot, restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';
import type { Workspace } from './workspace.ts';

const QUIET_MS = 250;

export interface StoreOptions {
  workspace: Workspace;
  /** The snapshot; the files' bytes lie in a directory beside it, named alike plus `.files`. */
  path: string;
  log: Logger;
}

/** Persists a workspace on disk: read at start, written shortly after changes and at close. */
export class Store {
  readonly #options: StoreOptions;
  readonly #filesWritten = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};
  #writing: Promise<void> = Promise.resolve();

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** Restores what was kept, then keeps every change. A damaged snapshot is moved aside. */
  async open(): Promise<void> {
    const stored = await this.#read();
    await mkdir(this.#filesDirectory, { recursive: true });
    if (stored) restoreSnapshot(this.#options.workspace, stored, await this.#readFiles(stored));
    this.#stopListening = this.#options.workspace.onChange(() => {
      this.#timer ??= setTimeout(() => this.#write(), QUIET_MS);
    });
  }

  /** Writes the last changes and waits until they are on disk. */
  async close(): Promise<void> {
    this.#stopListening();
    this.#write();
    await this.#writing;
  }

  get #filesDirectory(): string {
    return `${this.#options.path}.files`;
  }

  /** Queues a write behind the one in progress; a failure is logged. */
  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing
      .then(() => this.#writeNow())
      .catch((error) => this.#options.log.error({ error }, 'local Slack could not be stored'));
  }

  /** Writes each new file once, then the snapshot; then deletes the files that are not in it. */
  async #writeNow(): Promise<void> {
    const { workspace, path } = this.#options;
    const snapshot = takeSnapshot(workspace);
    for (const { id } of snapshot.files) {
      const bytes = workspace.files.find(id)?.bytes;
      if (!bytes || this.#filesWritten.has(id)) continue;
      await writeAtomically(join(this.#filesDirectory, id), bytes);
      this.#filesWritten.add(id);
    }
    await writeAtomically(path, JSON.stringify(snapshot));
    await this.#deleteOthers(snapshot);
  }

  async #deleteOthers({ files }: Snapshot): Promise<void> {
    const kept = new Set(files.map(({ id }) => id));
    const stored = await readdir(this.#filesDirectory);
    const others = stored.filter((name) => !kept.has(name));
    await Promise.all(others.map((name) => rm(join(this.#filesDirectory, name))));
  }

  /**
   * Reads the stored snapshot; a damaged one is moved aside with its files, and the workspace starts
   * empty.
   */
  async #read(): Promise<Snapshot | undefined> {
    const { path, log } = this.#options;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return parseSnapshot(text);
    } catch {
      const aside = `${path}.damaged-${Date.now()}`;
      await rename(path, aside);
      await rename(this.#filesDirectory, `${aside}.files`).catch(() => undefined);
      log.warn({ aside }, 'the stored local Slack was damaged: moved aside, starting empty');
      return undefined;
    }
  }

  /** Reads the bytes of stored files; those that are missing are left out. */
  async #readFiles({ files }: Snapshot): Promise<Map<string, Buffer>> {
    const read = new Map<string, Buffer>();
    for (const { id } of files) {
      const bytes = await readFile(join(this.#filesDirectory, id)).catch(() => undefined);
      if (bytes) read.set(id, bytes);
      this.#filesWritten.add(id);
    }
    return read;
  }
}

/** Writes a file atomically: readers see the old content or the new, never a part. */
async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.draft`;
  await writeFile(draft, content);
  await rename(draft, path);
}
