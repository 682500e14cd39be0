import type { DataOrigin } from './clickhouse/queries/data-origin.ts';

/** The warning shown with numbers of a history that is generated demo data, wholly or in part. */
export const ORIGIN_NOTES: Readonly<Partial<Record<DataOrigin, string>>> = {
  generated: 'Demo data: the history was generated, not observed.',
  mixed: 'The history mixes generated demo data with real data.',
};
