import type { FuncCall } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import { aggregate, isAggregate } from './aggregate.ts';
import { type Expression, isUntyped, type Operand, type Translation } from './expression.ts';
import { builtInName, onlyFields } from './nodes.ts';
import { checkedWhole, isWhole, widen } from './numbers.ts';
import { alike, valueAs } from './operand.ts';

/** Functions of one text; letters change their case in ASCII only, as under COLLATE "C". */
const TEXT_FUNCTIONS: Readonly<Record<string, { name: string; type: PgType }>> = {
  lower: { name: 'lower', type: 'text' },
  upper: { name: 'upper', type: 'text' },
  length: { name: 'lengthUTF8', type: 'integer' },
  char_length: { name: 'lengthUTF8', type: 'integer' },
};

/** What EXTRACT takes out of a date. */
const DATE_PARTS: Readonly<Record<string, (date: string) => string>> = {
  year: (date) => `toYear(${date})`,
  quarter: (date) => `toQuarter(${date})`,
  month: (date) => `toMonth(${date})`,
  week: (date) => `toISOWeek(${date})`,
  day: (date) => `toDayOfMonth(${date})`,
  dow: (date) => `(toDayOfWeek(${date}) % 7)`,
  doy: (date) => `toDayOfYear(${date})`,
  isodow: (date) => `toDayOfWeek(${date})`,
  isoyear: (date) => `toISOYear(${date})`,
};

/** Translates a function call, where the function means the same in both engines. */
export function callFunction(translation: Translation, call: FuncCall): Expression {
  const name = builtInName(call.funcname);
  if (isAggregate(name)) return aggregate(translation, name, call);
  onlyFields(call, `${name}()`, ['funcname', 'args', 'funcformat', 'location']);
  const operands = (call.args ?? []).map((node) => translation.translate(node));
  const [first, second] = operands;
  if (first && !second && Object.hasOwn(TEXT_FUNCTIONS, name)) {
    return textFunction(translation, name, first);
  }
  if (name === 'extract' && first && second) return extract(translation, first, second);
  if (name === 'abs' && first && !second) return absolute(first);
  throw unsupported(`The function ${name}`);
}

/** `COALESCE(a, b, ...)`: the first that is not NULL. */
export function coalesce(translation: Translation, operands: readonly Operand[]): Expression {
  const values = alike(translation, operands);
  const scale = Math.max(0, ...values.map((value) => value.scale ?? 0));
  const sql = `coalesce(${values.map((value) => value.sql).join(', ')})`;
  return { sql, type: values[0]?.type ?? 'text', scale };
}

function textFunction(translation: Translation, name: string, operand: Operand): Expression {
  const known = TEXT_FUNCTIONS[name];
  if (!known) throw unsupported(`The function ${name}`);
  const { sql } = valueAs(translation, operand, 'text');
  return { sql: `${known.name}(${sql})`, type: known.type };
}

/** EXTRACT of a part of a date, such as its year or week. */
function extract(translation: Translation, part: Operand, date: Operand): Expression {
  const name = isUntyped(part) ? part.literal?.toLowerCase() : part.constant;
  const known = name !== undefined && Object.hasOwn(DATE_PARTS, name);
  const take = known ? DATE_PARTS[name] : undefined;
  if (!take) throw unsupported(`EXTRACT of ${name}`);
  const { sql } = valueAs(translation, date, 'date');
  return widen({ sql: take(sql), type: 'integer' }, 'numeric');
}

function absolute(operand: Operand): Expression {
  if (isUntyped(operand)) throw new PgError('42725', 'function abs(unknown) is not unique');
  if (isWhole(operand.type)) return checkedWhole(`abs(toInt128(${operand.sql}))`, operand.type);
  if (operand.type === 'double precision') return { ...operand, sql: `abs(${operand.sql})` };
  throw unsupported(`abs(${operand.type})`);
}
