import { type Node, parse, scan } from 'libpg-query';
import { PgError } from '../pg-error.ts';

/**
 * Postgres' parser and the translation recurse, and a stack overflow would damage the parser for
 * good; nothing nests deeper than it has tokens.
 */
const MAX_TOKENS = 3000;

/** Parses an SQL text into its statements, with Postgres' own parser; throws 42601. */
export async function parseStatements(sql: string): Promise<Node[]> {
  if (sql.trim() === '') return [];
  try {
    await refuseTooManyTokens(sql);
    const { stmts = [] } = await parse(sql);
    return stmts.flatMap(({ stmt }) => (stmt ? [stmt] : []));
  } catch (error) {
    if (error instanceof PgError) throw error;
    throw new PgError('42601', error instanceof Error ? error.message : 'syntax error');
  }
}

async function refuseTooManyTokens(sql: string): Promise<void> {
  if (sql.length <= MAX_TOKENS) return;
  const { tokens } = await scan(sql);
  if (tokens.length <= MAX_TOKENS) return;
  throw new PgError('54001', `the statement has more than ${MAX_TOKENS} words; pass an array`);
}
