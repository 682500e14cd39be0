import { z } from 'zod';
import { SERVER_LIMITS } from '../limits.ts';
import type { Message, StoredFile } from './types.ts';
import type { Workspace } from './workspace.ts';

const message = z.looseObject({
  type: z.literal('message'),
  channel: z.string(),
  ts: z.string().regex(/^\d+\.\d{6}$/),
  user: z.string(),
  text: z.string(),
});

const file = z.object({
  id: z.string().regex(/^F[0-9A-F]+$/),
  name: z.string(),
  title: z.string(),
  mimetype: z.string(),
  size: z.number(),
  altText: z.string(),
});

const snapshot = z.object({
  version: z.literal(1),
  messages: z.array(message),
  files: z.array(file),
});

/** What is stored on disk and outlives a restart. The bytes of files are kept beside it. */
export type Snapshot = z.infer<typeof snapshot>;
type FileRecord = z.infer<typeof file>;

/**
 * Collects what to store: the newest messages and files; ephemeral messages do not outlive a
 * session in Slack either.
 */
export function takeSnapshot({ messages, files }: Workspace): Snapshot {
  const lasting = messages.all().filter((each) => !each.ephemeral_to);
  return {
    version: 1,
    messages: lasting.slice(-SERVER_LIMITS.storedMessages) as (Message & Record<string, unknown>)[],
    files: files.completed().slice(-SERVER_LIMITS.storedFiles).map(toRecord),
  };
}

/** Parses and validates a stored snapshot. Throws where it is damaged. */
export function parseSnapshot(text: string): Snapshot {
  return snapshot.parse(JSON.parse(text));
}

/** Restores a snapshot after a restart; streams that a crash left open are closed. */
export function restoreSnapshot(
  { messages, files }: Workspace,
  stored: Snapshot,
  bytesOf: ReadonlyMap<string, Buffer>,
): void {
  // What was being streamed when the snapshot was taken is not any more.
  messages.restore(stored.messages.map(({ streaming: _, ...message }) => message as Message));
  files.restore(stored.files.map((each) => toFile(each, bytesOf.get(each.id))));
}

function toRecord({ id, name, title, mimetype, size, altText }: StoredFile): FileRecord {
  return { id, name, title, mimetype, size, altText };
}

function toFile(record: FileRecord, bytes: Buffer | undefined): StoredFile {
  return { ...record, uploadKey: '', completed: true, ...(bytes ? { bytes } : {}) };
}
