import type { Day } from './calendar.ts';

/** A row of the history, as every writer makes it: columns of the table `request`. */
export interface RequestRow {
  date: Day;
  /** 0-23; -1 = unknown. */
  hour: number;
  country: string;
  region: string;
  city: string;
  deviceType: string;
  os: string;
  browser: string;
  connection: string;
  language: string;
  site: string;
  app: string;
  adUnit: string;
  format: string;
  size: string;
  position: string;
  category: readonly string[];
  segment: readonly string[];
  gender: string;
  /** Years; 0 = unknown. */
  age: number;
  /** Keyed hash of the user's id, an unsigned 64-bit number in decimal; '0' = none. */
  user: string;
  /** Requests the row stands for; below zero takes some back. */
  count: number;
  /** Least bid accepted, per thousand, in `floorCurrency`; 0 = none named. */
  floorCpm: number;
  /** ISO 4217; empty where there is no floor. */
  floorCurrency: string;
  /** 1 = won, 0 = lost, -1 = unknown. */
  won: number;
  /** Price paid, per thousand, in `clearingCurrency`; 0 = unknown or lost. */
  clearingCpm: number;
  /** ISO 4217; empty where there is no price. */
  clearingCurrency: string;
}

/** The columns in the order in which writers send them. */
export const REQUEST_COLUMNS = [
  'date',
  'hour',
  'country',
  'region',
  'city',
  'deviceType',
  'os',
  'browser',
  'connection',
  'language',
  'site',
  'app',
  'adUnit',
  'format',
  'size',
  'position',
  'category',
  'segment',
  'gender',
  'age',
  'user',
  'count',
  'floorCpm',
  'floorCurrency',
  'won',
  'clearingCpm',
  'clearingCurrency',
] as const satisfies readonly (keyof RequestRow)[];
