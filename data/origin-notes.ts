import type { DataOrigin } from './clickhouse/queries/data-origin.ts';

/** What is said with the numbers of a history that nobody should take for real. */
export const ORIGIN_NOTES: Readonly<Partial<Record<DataOrigin, string>>> = {
  generated: 'Demo data: the history was generated, not observed.',
  mixed: 'The history mixes generated demo data with imported data.',
};
