import { DAILY_BY_TARGET, FLOOR_BY_TARGET, USER_FREQUENCY_BY_TARGET } from './by-target.ts';
import { DAILY, DATA_SPAN } from './plain.ts';
import type { OlapView } from './view.ts';

/** Made by a migration, since suggestions and spell-checks read it too. */
const DIMENSION_VALUE: OlapView = {
  name: 'dimension_value',
  comment: 'Every value of every dimension as a plan spells it, with the requests that carry it.',
  arguments: [],
  columns: { dimension: 'text', value: 'text', count: 'bigint' },
};

/** The views that SQL clients may read from outside: these names and columns, and nothing else. */
export const OLAP_VIEWS: readonly OlapView[] = [
  DAILY,
  DAILY_BY_TARGET,
  USER_FREQUENCY_BY_TARGET,
  FLOOR_BY_TARGET,
  DIMENSION_VALUE,
  DATA_SPAN,
];
