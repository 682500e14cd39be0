import type { z } from 'zod';

import { type BodyError, jsonPointer } from './json-pointer.ts';

/** Turns what a failed Zod validation found into errors for the caller, each with its place. */
export function schemaErrors({ issues }: Pick<z.ZodError, 'issues'>): BodyError[] {
  return issues.flatMap((issue) => errorsOf(issue, []));
}

/** Flattens an issue: an error for each unknown key, and of a union those of the closest branch. */
function errorsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): BodyError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...path, key]),
      detail: 'is not known here',
    }));
  }
  if (issue.code === 'invalid_union') {
    const [closest = []] = issue.errors.toSorted((one, other) => one.length - other.length);
    if (closest.length > 0) return closest.flatMap((inner) => errorsOf(inner, path));
  }
  return [{ pointer: jsonPointer(path), detail: issue.message }];
}
