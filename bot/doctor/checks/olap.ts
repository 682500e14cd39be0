import type pg from 'pg';

import { readOlapFacts } from '../../../data/postgres/olap-facts.ts';
import { type Examination, problem, troublesOf, warning } from '../finding.ts';

const INSTALL = 'see "History in SQL" in the README';

/** Checks the foreign tables of the schema `olap`, through which Postgres users ask ClickHouse. */
export async function lookAtOlap(pool: pg.Pool): Promise<Examination> {
  const { tables, wrapper, failure } = await readOlapFacts(pool);
  return {
    facts: { tables, wrapper },
    troubles: troublesOf(
      tables === 0 && warning('the schema olap is not installed', INSTALL),
      failure !== null && problem(`its tables do not answer: ${failure}`, INSTALL),
    ),
  };
}
