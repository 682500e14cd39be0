import { DIMENSIONS, LIST_DIMENSIONS } from '../../data/dimensions.ts';
import type { ReadingContext, Vocabulary } from '../reading.ts';
import { foldText } from './clean.ts';
import type { Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';
import { type FoundValues, NEGATION } from './value-list.ts';

const MAX_WORDS = 5;
const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}._:/-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu;
const NEGATED = new RegExp(`\\b${NEGATION}\\s+(?:(?:on|in|the|site|app)\\s+){0,2}$`);
const NEGATION_LENGTH = 30;

/** Dimensions whose values only the data know; the others have readers of their own. */
const NAMES = LIST_DIMENSIONS.filter(
  (name) => !['geo', 'os', 'deviceType', 'format', 'size', 'position'].includes(name),
);
type NameDimension = (typeof NAMES)[number];

/**
 * Parses values that occur in the data, such as sites and segments, written as they are:
 * 'on news.example', 'auto intenders'.
 */
export function readVocabulary(text: UnreadText, { vocabulary }: ReadingContext): Finding {
  if (!vocabulary) return {};
  const known = namesIn(vocabulary);
  const tokens = text.find(TOKEN);
  const targeting: Partial<Record<NameDimension, FoundValues>> = {};
  for (let index = 0; index < tokens.length; index += 1) {
    for (let size = Math.min(MAX_WORDS, tokens.length - index); size > 0; size -= 1) {
      const [first, last] = [tokens[index], tokens[index + size - 1]];
      if (!first || !last) continue;
      const end = last.index + last[0].length;
      const hit = known.get(text.folded.slice(first.index, end));
      if (!hit) continue;
      const before = text.folded.slice(Math.max(0, first.index - NEGATION_LENGTH), first.index);
      const negation = NEGATED.exec(before)?.[0] ?? '';
      const found = targeting[hit.dimension] ?? { include: [], exclude: [] };
      targeting[hit.dimension] = found;
      found[negation ? 'exclude' : 'include'].push(hit.value);
      text.markRead(first.index - negation.length, end);
      index += size - 1;
      break;
    }
  }
  return { targeting };
}

interface KnownValue {
  dimension: NameDimension;
  value: string;
}
type KnownNames = ReadonlyMap<string, KnownValue>;

/**
 * Caches the index of a vocabulary, which serves many readings: to look through it costs more than
 * all the rest of one.
 */
const indexed = new WeakMap<Vocabulary, KnownNames>();

function namesIn(vocabulary: Vocabulary): KnownNames {
  const known = indexed.get(vocabulary) ?? valuesByName(vocabulary);
  indexed.set(vocabulary, known);
  return known;
}

function valuesByName(vocabulary: Vocabulary): KnownNames {
  const known = new Map<string, KnownValue>();
  for (const dimension of DIMENSIONS.filter(isName)) {
    for (const value of vocabulary[dimension] ?? []) {
      if (value.length > 2) known.set(foldText(value), { dimension, value });
    }
  }
  return known;
}

function isName(dimension: string): dimension is NameDimension {
  return NAMES.some((name) => name === dimension);
}
