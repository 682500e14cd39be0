import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import type { Arguments } from './arguments.ts';

/** One Web API method: its result without `ok`; it throws `SlackError` to refuse. */
type Method = (args: Arguments, slack: SlackContext) => JsonObject;

/** Methods by their full name, such as `chat.postMessage`. */
export type MethodTable = Readonly<Record<string, Method>>;
