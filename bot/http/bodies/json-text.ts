import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { bodyProblem } from '../problem.ts';
import { type BodyError, jsonPointer } from './json-pointer.ts';

/** How much structure a body may have; a plan needs a fraction of it. */
const MAX_DEPTH = 32;
const MAX_VALUES = 50_000;
const MAX_NAME_LENGTH = 200;

/**
 * Parses a JSON text from a stranger. Refuses, before anything is built, what would be costly or
 * mean different things to different readers (I-JSON, RFC 7493): deep nesting, too many values, a
 * name given twice, `__proto__`, half a surrogate pair, and the NUL that PostgreSQL cannot store.
 *
 * @throws HttpProblem 400 with every problem and where it is.
 */
export function parseJsonText(text: string): unknown {
  const errors = textErrors(text);
  if (errors.length > 0) throw bodyProblem(errors);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bodyProblem([{ pointer: '#', detail: 'is not JSON' }], cause);
  }
}

/** Thrown to end the scan of a JSON text from within, where nothing after it would tell more. */
class Stop extends Error {}

/**
 * Scans a JSON text without building its value, and lists its errors: of syntax, of depth and size,
 * duplicate names, and strings that cannot be stored.
 */
function textErrors(text: string): BodyError[] {
  const errors: BodyError[] = [];
  const names: Set<string>[] = [];
  let depth = 0;
  let values = 0;
  const stop = (detail: string): never => {
    errors.push({ pointer: '#', detail });
    throw new Stop();
  };
  const enter = () => {
    depth += 1;
    if (depth > MAX_DEPTH) stop(`is nested more than ${MAX_DEPTH} levels deep`);
    count();
  };
  const leave = () => {
    depth -= 1;
  };
  const count = () => {
    values += 1;
    if (values > MAX_VALUES) stop(`holds more than ${MAX_VALUES.toLocaleString('en')} values`);
  };
  try {
    visit(
      text,
      {
        onObjectBegin() {
          enter();
          names.push(new Set());
        },
        onObjectEnd() {
          leave();
          names.pop();
        },
        onArrayBegin: enter,
        onArrayEnd: leave,
        onObjectProperty(name, _offset, _length, _line, _character, pathOf) {
          const detail = nameError(name, names.at(-1));
          names.at(-1)?.add(name);
          if (detail) errors.push({ pointer: jsonPointer(pathOf()), detail });
        },
        onLiteralValue(value, _offset, _length, _line, _character, pathOf) {
          count();
          const detail = typeof value === 'string' ? stringError(value) : undefined;
          if (detail) errors.push({ pointer: jsonPointer(pathOf()), detail });
        },
        onError: (code, _offset, _length, line, character) =>
          stop(`is not JSON: ${syntaxError(code)} at line ${line + 1}, column ${character + 1}`),
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return errors;
}

/** What is wrong with a name in an object that has `others` already; told at the object. */
function nameError(name: string, others: ReadonlySet<string> | undefined): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return `has a name longer than ${MAX_NAME_LENGTH} characters`;
  if (name === '__proto__') return 'has the name "__proto__", which is not allowed';
  if (others?.has(name)) return `has the name ${JSON.stringify(name)} twice`;
  const detail = stringError(name);
  return detail && `has a name that ${detail}`;
}

/** What is wrong with a string: a NUL, or an unpaired surrogate. */
function stringError(text: string): string | undefined {
  if (text.includes('\0')) return 'holds the character U+0000, which cannot be stored';
  return text.isWellFormed() ? undefined : 'holds half a surrogate pair, which is no character';
}

/** `CommaExpected` becomes `comma expected`. */
function syntaxError(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
