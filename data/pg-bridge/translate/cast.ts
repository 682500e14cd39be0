import { unsupported } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import { type Expression, isUntyped, type Operand, type Translation } from './expression.ts';
import { checkedWhole, commonType, isNumber, isWhole } from './numbers.ts';
import { valueAs } from './operand.ts';

/** Translates a cast, `operand::type`, where both engines agree on the result. */
export function cast(translation: Translation, operand: Operand, type: PgType): Expression {
  if (isUntyped(operand) || operand.type === type) return valueAs(translation, operand, type);
  if (operand.constant !== undefined) {
    return valueAs(translation, { literal: operand.constant }, type);
  }
  if (type === 'text' && (isWhole(operand.type) || operand.type === 'date')) {
    return { sql: `toString(${operand.sql})`, type };
  }
  if (isWhole(type) && isWhole(operand.type)) return checkedWhole(operand.sql, type);
  if (isNumber(type) && commonType(operand.type, type) === type) {
    return valueAs(translation, operand, type);
  }
  throw unsupported(`The cast of ${operand.type} to ${type}`);
}
