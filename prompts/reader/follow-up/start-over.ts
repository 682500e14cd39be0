import type { ReadingContext } from '../../reading.ts';

const START_OVER =
  /^\W*(?:(?:please|ok|okay|now|let['’]?s)\W+)*(?:start\s+(?:over|again|afresh|anew|fresh|from\s+scratch)|begin\s+(?:again|anew)|from\s+scratch|reset|new\s+(?:forecast|plan|request)|forget\s+(?:everything|all\s+(?:of\s+)?(?:it|that)))\b(?:\W*please\b)?(?:[\s.,:;!-]+(?:with|and)\b)?[\s.,:;!-]*/i;

/** True for a text that resets the plan before it: 'start over', 'new forecast: men in Pune'. */
export function startsOver(text: string): boolean {
  return START_OVER.test(text);
}

/** Strips the words that start over: 'new forecast: men in Pune' becomes 'men in Pune'. */
export function withoutStartingOver(text: string): string {
  return text.replace(START_OVER, '');
}

/** Forgets the plan before where a text says 'start over', and strips those words from it. */
export function readAfresh(
  text: string,
  context: ReadingContext,
): { text: string; context: ReadingContext } {
  if (!startsOver(text)) return { text, context };
  const { previous: _left, ...rest } = context;
  return { text: withoutStartingOver(text), context: rest };
}
