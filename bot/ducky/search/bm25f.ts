import { memoize } from '../../../data/memoize.ts';
import { identifiersIn, wordsIn } from './words.ts';

/** What a field counts in BM25F. */
export interface WeightedField<F extends string> {
  readonly name: F;
  readonly weight: number;
  /** How much a long field is held against it: 0 not at all, 1 in full. */
  readonly lengthShare: number;
}

/** The texts of a document by field. */
export type Texts<F extends string> = Readonly<Record<F, string>>;

interface Postings {
  /** The documents that have a word, ascending. */
  readonly ids: number[];
  /** How often each of them has it, by the weights of the fields it stands in. */
  readonly frequencies: number[];
}

const KNOWN_IDENTIFIERS = 50_000;
const NO_POSTINGS: Postings = { ids: [], frequencies: [] };
/** The frequency at which a word counts for half of what it can. */
const SATURATION = 5;

/**
 * An inverted index that scores documents by BM25F (Robertson and Zaragoza 2009): the frequencies
 * of a word in the fields are added by weight and length before they are saturated, once, for the
 * whole document. A document's id is its place in the order in which they were added.
 */
export class WordIndex<F extends string> {
  readonly #fields: readonly (WeightedField<F> & { readonly usualLength: number })[];
  readonly #postings = new Map<string, Postings>();
  #size = 0;

  /** `documents` are those that will be added: their fields' usual lengths are needed before. */
  constructor(fields: readonly WeightedField<F>[], documents: readonly Texts<F>[]) {
    this.#fields = fields.map((field) => {
      const length = documents.reduce((sum, texts) => sum + texts[field.name].length, 0);
      return { ...field, usualLength: length / documents.length || 1 };
    });
  }

  /** Indexes one document: adds its words to their postings. */
  add(texts: Texts<F>): void {
    const id = this.#size;
    this.#size += 1;
    for (const { name, weight, lengthShare, usualLength } of this.#fields) {
      const length = texts[name].length / usualLength;
      const frequency = weight / (1 - lengthShare + lengthShare * length);
      for (const identifier of identifiersIn(texts[name])) {
        for (const postings of this.#postingsIn(identifier)) count(postings, id, frequency);
      }
    }
  }

  /** Of an identifier's words, remembered: most of the time would go into looking each of them up. */
  readonly #postingsIn = memoize((identifier: string): readonly Postings[] => {
    return wordsIn(identifier).map((word) => {
      const postings = this.#postings.get(word) ?? { ids: [], frequencies: [] };
      this.#postings.set(word, postings);
      return postings;
    });
  }, KNOWN_IDENTIFIERS);

  /** The documents that have a word, ascending. */
  having(word: string): readonly number[] {
    return this.#postingsOf(word).ids;
  }

  /**
   * The documents that have any of what is asked, with their scores. Each map holds words that stand
   * for one another, with what each counts; a document gets what the best of them gives.
   */
  scores(asked: readonly ReadonlyMap<string, number>[]): Map<number, number> {
    const scores = new Map<number, number>();
    for (const words of asked) {
      for (const [id, score] of this.#best(words)) scores.set(id, (scores.get(id) ?? 0) + score);
    }
    return scores;
  }

  /** The score that each document gets for one thing asked: that of its best synonym. */
  #best(words: ReadonlyMap<string, number>): Map<number, number> {
    const best = new Map<number, number>();
    for (const [word, counts] of words) {
      const { ids, frequencies } = this.#postingsOf(word);
      const most = counts * rarity(ids.length, this.#size);
      for (const [at, id] of ids.entries()) {
        const frequency = frequencies[at] ?? 0;
        const score = (most * frequency) / (frequency + SATURATION);
        if (score > (best.get(id) ?? 0)) best.set(id, score);
      }
    }
    return best;
  }

  /** What a word says by its rarity. */
  worth(word: string): number {
    return rarity(this.having(word).length, this.#size);
  }

  #postingsOf(word: string): Postings {
    return this.#postings.get(word) ?? NO_POSTINGS;
  }
}

function count({ ids, frequencies }: Postings, id: number, frequency: number): void {
  const last = ids.length - 1;
  if (ids[last] === id) frequencies[last] = (frequencies[last] ?? 0) + frequency;
  else {
    ids.push(id);
    frequencies.push(frequency);
  }
}

/** Inverse document frequency: what a word says that so many of all documents have. */
function rarity(having: number, all: number): number {
  return Math.log(1 + all / (having + 0.5));
}
