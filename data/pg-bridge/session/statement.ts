import type { DeclareCursorStmt, DiscardStmt, FetchStmt, Node } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import { translateSelect } from '../translate/select.ts';
import { Cursor } from './cursor.ts';
import { command, type Execution, NO_LIMIT, type SessionState } from './execution.ts';
import type { Transaction } from './transaction.ts';
import { transactionExecution } from './transaction-statement.ts';

/** Most rows that FETCH can name; ALL is read as this. */
const ALL = 2147483647;
const BINARY_OR_HOLD = 0x01 | 0x20;

/**
 * Prepares an SQL statement to be run: SELECT, cursors, transactions, SET and SHOW; throws 0A000
 * for all others, such as INSERT.
 */
export function prepareExecution(
  state: SessionState,
  node: Node,
  values: readonly (string | null)[],
): Execution {
  refuseInFailedTransaction(state.transaction, node);
  if ('SelectStmt' in node) {
    const query = translateSelect(node.SelectStmt, state.catalogue, values);
    return selecting(new Cursor(query, state.openRows));
  }
  if ('DeclareCursorStmt' in node) return declaring(state, node.DeclareCursorStmt, values);
  if ('FetchStmt' in node) return fetching(state, node.FetchStmt);
  if ('TransactionStmt' in node) return transactionExecution(state, node.TransactionStmt);
  if ('VariableShowStmt' in node) return showing(state, node.VariableShowStmt.name ?? '');
  return command(() => runCommand(state, node));
}

/** After an error in a transaction, refuses all statements but those that end it (25P02). */
function refuseInFailedTransaction({ status }: Transaction, node: Node): void {
  const ends =
    'TransactionStmt' in node &&
    ['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_ROLLBACK_TO'].includes(
      node.TransactionStmt.kind ?? '',
    );
  if (status !== 'E' || ends) return;
  throw new PgError(
    '25P02',
    'current transaction is aborted, commands ignored until end of transaction block',
  );
}

/** A SELECT, whose rows are fetched in as many steps as the client wants. */
function selecting(cursor: Cursor): Execution {
  let total = 0;
  return {
    columns: cursor.columns,
    async run(sink, maxRows) {
      const count = await cursor.fetch(maxRows, sink);
      total += count;
      return count < maxRows ? `SELECT ${total}` : undefined;
    },
    close: () => cursor.close(),
  };
}

/** DECLARE CURSOR, within a transaction only. */
function declaring(
  { catalogue, openRows, transaction, cursors }: SessionState,
  { portalname = '', options = 0, query }: DeclareCursorStmt,
  values: readonly (string | null)[],
): Execution {
  if ((options & BINARY_OR_HOLD) !== 0) throw unsupported('A cursor that is BINARY or WITH HOLD');
  if (!query || !('SelectStmt' in query)) throw unsupported('A cursor of anything but SELECT');
  transaction.require('DECLARE CURSOR');
  const translated = translateSelect(query.SelectStmt, catalogue, values);
  return command(() => {
    const cursor = new Cursor(translated, openRows);
    cursors.declare(portalname, { cursor, depth: transaction.depth });
    return 'DECLARE CURSOR';
  });
}

/** FETCH from a cursor, or MOVE back to its start. */
function fetching({ cursors }: SessionState, fetch: FetchStmt): Execution {
  const cursor = cursors.get(fetch.portalname ?? '');
  const howMany = Number(fetch.howMany ?? 0);
  if (fetch.ismove && fetch.direction === 'FETCH_BACKWARD' && howMany === ALL) {
    return command(() => {
      cursor.rewind();
      return 'MOVE 0';
    });
  }
  if (fetch.ismove || fetch.direction !== 'FETCH_FORWARD' || howMany < 0) {
    throw unsupported('Moving a cursor otherwise than FETCH n and MOVE BACKWARD ALL');
  }
  const maxRows = howMany === ALL ? NO_LIMIT : howMany;
  return {
    columns: cursor.columns,
    run: async (sink) => `FETCH ${await cursor.fetch(maxRows, sink)}`,
  };
}

function showing({ settings }: SessionState, name: string): Execution {
  const value = settings.show(name);
  return {
    columns: [{ name, type: 'text' }],
    async run(sink) {
      await sink.take([value]);
      return 'SHOW';
    },
  };
}

/** Runs a statement without rows: CLOSE, SET, RESET, DEALLOCATE or DISCARD; refuses every other. */
function runCommand(state: SessionState, node: Node): string {
  const { cursors, settings, deallocate } = state;
  if ('ClosePortalStmt' in node) {
    const { portalname } = node.ClosePortalStmt;
    if (portalname === undefined) cursors.closeAll();
    else cursors.close(portalname);
    return 'CLOSE CURSOR';
  }
  if ('VariableSetStmt' in node) {
    settings.set(node.VariableSetStmt);
    return node.VariableSetStmt.kind?.startsWith('VAR_RESET') ? 'RESET' : 'SET';
  }
  if ('DeallocateStmt' in node) {
    deallocate(node.DeallocateStmt.name);
    return 'DEALLOCATE';
  }
  if ('DiscardStmt' in node) {
    return discard(state, node.DiscardStmt);
  }
  const statement = Object.keys(node)[0]?.replace(/Stmt$/, '');
  throw unsupported(`The statement ${statement}`, 'The bridge only reads: it answers SELECT');
}

/** DISCARD ALL, or of PLANS, SEQUENCES or TEMP, none of which a session has here. */
function discard(
  { transaction, cursors, settings, deallocate }: SessionState,
  { target = 'DISCARD_ALL' }: DiscardStmt,
): string {
  if (target === 'DISCARD_ALL') {
    if (transaction.status !== 'I') {
      throw new PgError('25001', 'DISCARD ALL cannot run inside a transaction block');
    }
    cursors.closeAll();
    settings.resetAll();
    deallocate(undefined);
  }
  return target.replace('_', ' ');
}
