/** `warning`: it works, but not for long or not as well as it could. `problem`: it does not work. */
export type Status = 'ok' | 'warning' | 'problem';

/** Something wrong, and how to mend it: a command or a setting where there is one. */
export interface Trouble {
  status: Exclude<Status, 'ok'>;
  what: string;
  mend: string;
}

/** Names carry units, such as `latencyMs`. Never a secret. */
export type Facts = Record<string, string | number | boolean | null>;

/** What a health check of one part gave. */
export interface Examination {
  facts: Facts;
  troubles: Trouble[];
}

export interface Finding extends Examination {
  part: string;
  /** The worst of its troubles. */
  status: Status;
}

export function warning(what: string, mend: string): Trouble {
  return { status: 'warning', what, mend };
}

export function problem(what: string, mend: string): Trouble {
  return { status: 'problem', what, mend };
}

/** The troubles there are: what is false or undefined is none. */
export function troublesOf(...found: (Trouble | false | undefined)[]): Trouble[] {
  return found.filter((trouble) => trouble !== false && trouble !== undefined);
}

/** The worst status of several. */
export function worstOf(items: readonly { status: Status }[]): Status {
  if (items.some(({ status }) => status === 'problem')) return 'problem';
  return items.some(({ status }) => status === 'warning') ? 'warning' : 'ok';
}
