import type { Source } from './source.ts';

/** A piece of Ducky's answer about code, as it streams. */
export type Said =
  /** Words of the answer, as they come. */
  | { readonly kind: 'text'; readonly text: string }
  /** About the answer: how it came to be, and what to mind. A sentence or two. */
  | { readonly kind: 'note'; readonly text: string }
  /** Where it stands, with the lines themselves. */
  | { readonly kind: 'extracts'; readonly sources: readonly Source[] }
  /** Where what was said stands. */
  | { readonly kind: 'places'; readonly sources: readonly Source[] };
