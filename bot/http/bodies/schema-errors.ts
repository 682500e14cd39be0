import type { z } from 'zod';

import { type BodyError, jsonPointer } from './json-pointer.ts';

/** Every problem that a schema found, each with where it is. */
export function schemaErrors({ issues }: Pick<z.ZodError, 'issues'>): BodyError[] {
  return issues.flatMap((issue) => errorsOf(issue, []));
}

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
