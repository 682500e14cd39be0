import type { Fact } from './fact.ts';

/** A piece of Ducky's answer about forecasts, as it streams. */
export type Told =
  /** Words of the answer, as they come: plain sentences, in which nothing is markup. */
  | { readonly kind: 'text'; readonly text: string }
  /** About the answer: how it came to be, and what to mind. A sentence or two. */
  | { readonly kind: 'note'; readonly text: string }
  /** What the answer stands on. */
  | { readonly kind: 'sources'; readonly facts: readonly Fact[] }
  /** Something that would help, as a button; asked only when somebody clicks it. */
  | { readonly kind: 'action'; readonly label: string; readonly followUp: string };
