import type pg from 'pg';

import { pendingPostgresMigrations } from '../../../data/postgres/migrate.ts';
import { tablesWithoutRowSecurity } from '../../../data/postgres/server-facts.ts';
import { type Examination, troublesOf, warning } from '../finding.ts';

/** Checks Ducky's tables in Postgres: no migration pending, closed by row-level security. */
export async function lookAtPostgresSchema(pool: pg.Pool): Promise<Examination> {
  const [pending, open] = await Promise.all([
    pendingPostgresMigrations(pool),
    tablesWithoutRowSecurity(pool),
  ]);
  return {
    facts: { pendingMigrations: pending.length, tablesWithoutRowSecurity: open.length },
    troubles: troublesOf(
      pending.length > 0 &&
        warning(
          `migrations are pending: ${pending.join(', ')}`,
          'start or restart Ducky of this version; any process applies them',
        ),
      open.length > 0 &&
        warning(
          `without row-level security: ${open.join(', ')}`,
          open.map((table) => `alter table ${table} enable row level security;`).join(' '),
        ),
    ),
  };
}
