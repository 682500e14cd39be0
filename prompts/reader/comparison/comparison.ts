import type { Reading, ReadingContext } from '../../reading.ts';
import { cleanText } from '../clean.ts';
import { compareSides } from './compare-sides.ts';
import { askForTwo, readListed } from './listed.ts';
import { sidesOf } from './sides.ts';

/**
 * Reads two plans to compare: 'iOS vs Android in Mumbai', or 'compare with Android' after a plan.
 * Undefined where the text compares nothing.
 */
export function readComparison(text: string, context: ReadingContext): Reading | undefined {
  const found = sidesOf(cleanText(text));
  switch (found.kind) {
    case 'none':
      return undefined;
    case 'many':
      return askForTwo();
    case 'versus':
      return compareSides(found.sides, context);
    case 'listed':
      return readListed(found, context);
  }
}
