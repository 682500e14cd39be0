import { quote } from './clean.ts';
import { ask, type Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';

const VERSUS = /\b([\p{L}\p{N}]+)\s+(?:vs?\.?|versus|compared\s+(?:to|with))\s+([\p{L}\p{N}]+)/gu;

/** 'iOS vs Android': two plans in one text, of which one can be asked at a time. */
export function readComparison(text: UnreadText): Finding {
  const [match] = text.find(VERSUS);
  if (!match) return {};
  const words = text.raw.slice(match.index, match.index + match[0].length);
  const [first = '', , second = ''] = words.split(/\s+(vs?\.?|versus|compared\s+(?:to|with))\s+/i);
  return ask('text', `I forecast one plan at a time. ${quote(first)} first, or ${quote(second)}?`, {
    words,
    options: [first, second],
  });
}
