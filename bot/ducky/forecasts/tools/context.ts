import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import type { Day } from '../../../../data/calendar.ts';
import type { ForecastQuestion } from '../question.ts';

/** What the tools of one question read from, and for whom. */
export interface ToolContext {
  readonly db: pg.Pool;
  readonly clickhouse: ClickHouseClient;
  readonly question: Pick<ForecastQuestion, 'text' | 'requestId' | 'teamId'>;
  /** In the reporting time zone. */
  readonly today: Day;
}
