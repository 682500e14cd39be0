import { PgError } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import { type Expression, isUntyped, type Operand, type Translation } from './expression.ts';
import { bindLiteral } from './literal.ts';
import { commonType, isNumber, widen } from './numbers.ts';

/** An operand as a value of `type`; throws 42804 where it has one that does not become it. */
export function valueAs({ bound }: Translation, operand: Operand, type: PgType): Expression {
  if (isUntyped(operand)) return bindLiteral(bound, operand.literal, type);
  if (operand.type === type) return operand;
  if (isNumber(type) && commonType(operand.type, type) === type) return widen(operand, type);
  throw new PgError('42804', `a value of type ${type} is needed, not of type ${operand.type}`);
}

/** An operand with whatever type it has; an untyped one is text. */
export function typed(translation: Translation, operand: Operand): Expression {
  return isUntyped(operand) ? valueAs(translation, operand, 'text') : operand;
}

/** Operands in the one type that all of them can be compared in; throws 42883 where none is. */
export function alike(translation: Translation, operands: readonly Operand[]): Expression[] {
  const types = operands.flatMap((operand) => (isUntyped(operand) ? [] : [operand.type]));
  const common = types.reduce<PgType>((type, next) => {
    const both = commonType(type, next);
    if (both) return both;
    throw new PgError('42883', `operator does not exist between ${type} and ${next}`);
  }, types[0] ?? 'text');
  return operands.map((operand) => valueAs(translation, operand, common));
}
