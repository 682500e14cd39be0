import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Formats one validation error in Slack's words: what must hold, and where as a JSON pointer. */
export function problem(what: string, path: readonly PropertyKey[]): string {
  return `[ERROR] ${what} [json-pointer:/${path.map(String).join('/')}]`;
}

/** Translates all errors of a failed schema check to Slack's words, each path prefixed. */
export function problemsOf(error: z.ZodError, prefix: readonly PropertyKey[]): string[] {
  return error.issues.map((issue) => problem(describe(issue), [...prefix, ...issue.path]));
}

function describe(issue: Issue): string {
  if (issue.code === 'too_big') return tooBig(issue);
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'unrecognized_keys') {
    return `invalid additional property: ${issue.keys.join(', ')}`;
  }
  if (issue.code === 'invalid_union' && issue.discriminator) return 'unsupported type';
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'missing required field';
  return issue.message;
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): string {
  if (origin === 'string') return `must be less than ${Number(maximum) + 1} characters`;
  if (origin === 'array') return `no more than ${maximum} items allowed`;
  return `must not be greater than ${maximum}`;
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  if (origin === 'string') return `must be more than ${Number(minimum) - 1} characters`;
  if (origin === 'array') return `no fewer than ${minimum} items allowed`;
  return `must not be less than ${minimum}`;
}
