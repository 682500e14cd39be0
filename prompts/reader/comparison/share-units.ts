import type { Sides } from './sides.ts';

const LABEL = '(?:(?:frequency\\s+)?cap|(?:daily\\s+)?budget|goal|bid|cpm|next)';
const NUMBER = '[$€£₹]?\\d[\\d,.]*(?:\\s?(?:k|m|mn|million|lakhs?|crores?)\\b)?';
const UNIT =
  '[\\s-]*(?:days?|weeks?|months?)\\b|\\s*(?:\\/|per\\s|an?\\s|each\\s)\\s*(?:hour|day|week|flight)\\b|\\s?(?:usd|inr|eur|gbp|dollars|rupees|euros?)\\b';

/** '25-34' is one value of its own. */
const LAST = new RegExp(
  `(?:\\b(?<label>${LABEL})\\s+(?:(?:of|at|is|to)\\s+)?)?(?<![\\d-]|-\\s)(?<number>${NUMBER})(?<unit>${UNIT})?\\s*$`,
  'i',
);
const FIRST = new RegExp(
  `^\\s*(?<number>${NUMBER})(?!\\d|\\s*[-+x×:/]\\s*\\d|\\+)(?<unit>${UNIT})?(?:\\s+(?<label>${LABEL})\\b)?`,
  'i',
);

/** Completes numbers that share a unit: '7 vs 14 days', 'cap 3 a day vs 5 a day'. */
export function shareUnits([first, second]: Sides): Sides {
  const [last, next] = [LAST.exec(first), FIRST.exec(second)];
  if (!last?.groups || !next?.groups) return [first, second];
  const label = last.groups.label ?? next.groups.label ?? '';
  const unit = last.groups.unit ?? next.groups.unit ?? '';
  const say = (own: Record<string, string | undefined>) =>
    `${own.label ?? label} ${own.number}${own.unit ?? unit}`;
  return [
    first.slice(0, last.index) + say(last.groups),
    say(next.groups) + second.slice(next[0].length),
  ];
}
