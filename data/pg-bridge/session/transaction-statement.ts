import type { TransactionStmt } from 'libpg-query';
import { unsupported } from '../pg-error.ts';
import { command, type Execution, type SessionState } from './execution.ts';

/** Runs BEGIN, COMMIT, ROLLBACK and the statements of savepoints. */
export function transactionExecution(state: SessionState, statement: TransactionStmt): Execution {
  return command(() => runTransactionStatement(state, statement));
}

function runTransactionStatement(
  { transaction, cursors }: SessionState,
  { kind, savepoint_name: savepoint = '', chain }: TransactionStmt,
): string {
  if (chain) throw unsupported('AND CHAIN');
  switch (kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      transaction.begin();
      return kind === 'TRANS_STMT_BEGIN' ? 'BEGIN' : 'START TRANSACTION';
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_ROLLBACK': {
      const undone = kind === 'TRANS_STMT_ROLLBACK' || transaction.status === 'E';
      cursors.closeAll();
      transaction.end();
      return undone ? 'ROLLBACK' : 'COMMIT';
    }
    case 'TRANS_STMT_SAVEPOINT':
      transaction.save(savepoint);
      return 'SAVEPOINT';
    case 'TRANS_STMT_RELEASE':
      transaction.release(savepoint);
      return 'RELEASE';
    case 'TRANS_STMT_ROLLBACK_TO':
      cursors.closeDeeperThan(transaction.rollBackTo(savepoint));
      return 'ROLLBACK';
    default:
      throw unsupported(`The statement ${kind}`);
  }
}
