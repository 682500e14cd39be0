import { AsyncLocalStorage } from 'node:async_hooks';

/** What a line of the log is about, such as a request or a job. */
export type LogFields = Readonly<Record<string, string>>;

const current = new AsyncLocalStorage<LogFields>();

/** Runs `work`; every line that it logs, however deep and late, carries these fields. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return current.run({ ...current.getStore(), ...fields }, work);
}

/** The fields of what runs now. */
export function logFields(): LogFields {
  return current.getStore() ?? {};
}
