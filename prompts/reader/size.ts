import { type Finding, listFinding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';

const SIZE =
  /\b(not\s+|except\s+|excluding\s+|without\s+)?(?:size\s+)?(\d{2,4})\s?[x×]\s?(\d{2,4})\b(?!\s*(?:\/|per\b|a\b|daily|times))(?:\s*px\b)?/g;

/** Parses the sizes of ads in pixels: '300x250' and '320 x 50'. */
export function readSize(text: UnreadText): Finding {
  const sizes = text.take(SIZE).map(([, not, width, height]) => ({
    excluded: not !== undefined,
    size: `${Number(width)}x${Number(height)}`,
  }));
  return listFinding('size', {
    include: sizes.filter(({ excluded }) => !excluded).map(({ size }) => size),
    exclude: sizes.filter(({ excluded }) => excluded).map(({ size }) => size),
  });
}
