import { AsyncLocalStorage } from 'node:async_hooks';

/** What a line of the log is about, such as a request or a job. */
export type LogFields = Readonly<Record<string, string>>;

const current = new AsyncLocalStorage<LogFields>();

/**
 * Runs `work` with a log context, such as a request or a job; every line that it logs, however deep
 * and late, carries these fields.
 */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return current.run({ ...current.getStore(), ...fields }, work);
}

/** The log context of what runs now: the fields that each of its lines carries. */
export function logFields(): LogFields {
  return current.getStore() ?? {};
}
