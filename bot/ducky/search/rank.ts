import type { Passage } from '../passages/passage.ts';
import { wordsOf } from './words.ts';

/** What a word counts by where it stands, and what else counts; by trial on the tuning half. */
const IN_TEXT_ONLY = 0.6;
const FILE_SHARE = 0.5;
const NAME_SHARE = 0.6;

export interface Candidate {
  readonly passage: Passage;
  /** By BM25+. */
  readonly score: number;
  /** The fields in which a word was found. */
  readonly match: Readonly<Record<string, readonly string[]>>;
}

/** A passage that may answer; the better the higher the score. */
export interface Ranked {
  readonly passage: Passage;
  readonly score: number;
  /** The share of the question's words, by their rarity, that its file has: 0 to 1. */
  readonly coverage: number;
}

export interface RankOptions {
  /** The question's own words. */
  readonly words: readonly string[];
  /** What these and the words beside them count. */
  readonly weights: ReadonlyMap<string, number>;
  readonly wordsByFile: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Orders candidates by BM25+, by how much of the question they have, and by their file. */
export function rank(candidates: readonly Candidate[], options: RankOptions): Ranked[] {
  const { words, weights, wordsByFile } = options;
  const rarity = rarityIn(wordsByFile);
  const sum = (counted: readonly string[]) => counted.reduce((all, word) => all + rarity(word), 0);
  const shareOf = (counted: readonly string[], has: (word: string) => boolean) =>
    counted.length === 0 ? 0 : sum(counted.filter(has)) / sum(counted);
  const said = (match: Candidate['match']) =>
    Object.entries(match).reduce((all, [word, fields]) => {
      const place = fields.every((field) => field === 'text') ? IN_TEXT_ONLY : 1;
      return all + (weights.get(word) ?? 0) * place * rarity(word);
    }, 0);
  const ranked = candidates.map(({ passage, score, match }) => {
    const own = wordsByFile.get(passage.path);
    const coverage = shareOf(words, (word) => own?.has(word) ?? false);
    const name = shareOf(wordsOf(fileName(passage.path)), (word) => weights.has(word));
    const total =
      score * Math.sqrt(said(match)) * (FILE_SHARE + coverage) * (1 + NAME_SHARE * name);
    return { passage, score: total, coverage };
  });
  return ranked.sort((one, other) => other.score - one.score);
}

/** Inverse document frequency, worked out once a word. */
function rarityIn(wordsByFile: RankOptions['wordsByFile']): (word: string) => number {
  const known = new Map<string, number>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    let having = 0;
    for (const words of wordsByFile.values()) if (words.has(word)) having += 1;
    const rarity = Math.log(1 + wordsByFile.size / (having + 0.5));
    known.set(word, rarity);
    return rarity;
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}
