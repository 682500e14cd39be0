import { z } from 'zod';
import { HttpError } from './http.ts';
import type { Workspace } from './state/workspace.ts';

const input = z.union([z.string().max(3_000), z.array(z.string().max(3_000)).max(100)]);
const values = z.record(z.string(), z.union([input, z.record(z.string(), z.unknown())]));
const query = z.string().max(255);
const identifier = z.string().min(1).max(255);

/**
 * Schemas that validate the JSON interface's request bodies, for one workspace's people and places.
 */
export function playgroundBodies({ users, channels, identity }: Workspace) {
  const people = [...users.values()].filter((user) => !user.is_bot).map((user) => user.id);
  const user = z.enum(people as [string, ...string[]]);
  const channel = z.enum([...channels.keys()] as [string, ...string[]]);
  const isTheirs = (body: { user: string; channel: string }) =>
    (channels.get(body.channel)?.user ?? body.user) === body.user;
  const theirs = { message: 'must not be the direct message of somebody else', path: ['channel'] };
  const text = z.string().min(1).max(40_000);
  const message = z.strictObject({ user, channel, ts: identifier }).refine(isTheirs, theirs);
  const inMessage = { user, channel, ts: identifier, action_id: identifier };
  const inView = { user, view_id: identifier, action_id: identifier };
  return {
    say: z
      .strictObject({ user, channel, text, thread_ts: identifier.optional() })
      .refine(isTheirs, theirs)
      .transform((body) => ({
        ...body,
        text: body.text.replace(/@ducky\b/gi, `<@${identity.botUserId}>`),
      })),
    command: z
      .strictObject({
        user,
        channel,
        command: z.string().regex(/^\/[\w-]+$/, 'must begin with / and be one word'),
        text: z.string().max(10_000).default(''),
      })
      .refine(isTheirs, theirs),
    click: z.union([
      z.strictObject({ ...inMessage, value: input.optional() }).refine(isTheirs, theirs),
      z.strictObject({ ...inView, value: input.optional(), values: values.optional() }),
    ]),
    suggest: z.union([
      z.strictObject({ ...inMessage, value: query }).refine(isTheirs, theirs),
      z.strictObject({ ...inView, value: query }),
    ]),
    shortcut: z.union([
      z
        .strictObject({ user, callback_id: identifier, channel, ts: identifier })
        .refine(isTheirs, theirs),
      z.strictObject({ user, callback_id: identifier }),
    ]),
    submit: z.strictObject({ user, view_id: identifier, values: values.default({}) }),
    delete: message,
    stop: message,
    close: z.strictObject({ user, view_id: identifier }),
    home: z.strictObject({ user, tab: z.enum(['home', 'messages']) }),
  };
}

/** Parses and validates a JSON request body. Throws `HttpError` 400 with every problem. */
export function parseBody<Body>(schema: z.ZodType<Body>, bytes: Buffer): Body {
  const result = schema.safeParse(parseJson(bytes));
  if (result.success) return result.data;
  throw new HttpError(400, 'bad_request', problems(result.error.issues));
}

/** Lists validation errors with their paths; of a union, the alternative with the fewest. */
function problems(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) =>
    issue.code === 'invalid_union' && issue.errors.length > 0
      ? problems(issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [])
      : [`${issue.path.join('.') || 'body'}: ${issue.message}`],
  );
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new HttpError(400, 'bad_request', ['body: must be JSON']);
  }
}
