import type { JsonObject } from '../json.ts';
import { newId, newSecret } from './ids.ts';
import type { StoredFile } from './types.ts';

const MIME_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
};

export interface AnnouncedFile {
  name: string;
  size: number;
  altText: string;
}

/** Stores the files that the app announced, uploaded or shared, in memory. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Registers a file before its upload: an id, a MIME type, and a secret for its upload URL. */
  registerUpload(file: AnnouncedFile): StoredFile {
    const extension = file.name.split('.').at(-1)?.toLowerCase() ?? '';
    const stored: StoredFile = {
      ...file,
      id: newId('F'),
      title: file.name,
      mimetype: MIME_TYPES[extension] ?? 'application/octet-stream',
      uploadKey: newSecret(),
      completed: false,
    };
    this.#files.set(stored.id, stored);
    return stored;
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  receive(file: StoredFile, bytes: Buffer): void {
    file.bytes = bytes;
  }

  complete(file: StoredFile, title: string): void {
    file.title = title;
    file.completed = true;
    this.#changed();
  }

  completed(): StoredFile[] {
    return [...this.#files.values()].filter((file) => file.completed);
  }

  restore(files: StoredFile[]): void {
    for (const file of files) this.#files.set(file.id, file);
  }
}

/** A file as the Web API shows it; its addresses lie under `baseUrl`. */
export function describeFile(file: StoredFile, baseUrl: string): JsonObject {
  const address = `${baseUrl}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    size: file.size,
    alt_txt: file.altText,
    url_private: address,
    permalink: address,
  };
}
