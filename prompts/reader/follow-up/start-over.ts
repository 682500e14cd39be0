import type { ReadingContext } from '../../reading.ts';

const START_OVER =
  /^\W*(?:(?:please|ok|okay|now|let['’]?s)\W+)*(?:start\s+(?:over|again|afresh|anew|fresh|from\s+scratch)|begin\s+(?:again|anew)|from\s+scratch|reset|new\s+(?:forecast|plan|request)|forget\s+(?:everything|all\s+(?:of\s+)?(?:it|that)))\b(?:\W*please\b)?(?:[\s.,:;!-]+(?:with|and)\b)?[\s.,:;!-]*/i;

/** True for a text that leaves the plan before it behind: 'start over', 'new forecast: men in Pune'. */
export function startsOver(text: string): boolean {
  return START_OVER.test(text);
}

/** What is asked instead: 'men in Pune' of 'new forecast: men in Pune'; any other text as it is. */
export function withoutStartingOver(text: string): string {
  return text.replace(START_OVER, '');
}

/** A text and what it is read against, which for one that starts over is no plan before. */
export function readAfresh(
  text: string,
  context: ReadingContext,
): { text: string; context: ReadingContext } {
  if (!startsOver(text)) return { text, context };
  const { previous: _left, ...rest } = context;
  return { text: withoutStartingOver(text), context: rest };
}
