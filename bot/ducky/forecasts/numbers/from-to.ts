import { directionAt } from './direction.ts';
import { readClaims } from './read-claims.ts';

const AMOUNT = '\\d[\\d.,]*(?:\\s?(?:k|m|bn|thousand|lakh|million|crore|billion)\\b|%)?';
/** `from 96 to 91`, but not `from 16 to 22 Nov`. */
const FROM_TO = new RegExp(
  `\\bfrom\\s(?:about\\s)?(${AMOUNT})\\sto\\s(?:about\\s)?(${AMOUNT})(?!\\s?\\p{Lu}\\p{Ll}{2})`,
  'giu',
);

/**
 * Whether a text contradicts itself (`rose from 96 to 91`): something rose to less than it was, or
 * fell to more.
 */
export function contradictsItself(text: string): boolean {
  return [...text.matchAll(FROM_TO)].some(({ 0: whole, 1: from = '', 2: to = '', index }) => {
    const sign = directionAt(text, { start: index, end: index + whole.length });
    const [before, after] = [amountOf(from), amountOf(to)];
    if (sign === undefined || before === undefined || after === undefined) return false;
    return sign === '+' ? after < before : after > before;
  });
}

function amountOf(amount: string): number | undefined {
  const [claim] = readClaims(amount);
  return claim && 'value' in claim ? claim.value : undefined;
}
