import { CUBES } from './cube.ts';

/** The history's table and those that its materialized views feed; emptied only together. */
export const HISTORY_TABLES = [
  'request',
  ...CUBES.map(({ table }) => table),
  'request_sample',
  'request_coarse_sample',
  'request_value',
] as const;
