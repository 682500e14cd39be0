import type { RequestRow } from '../request-row.ts';
import type { BidRequest, Imp, Outcome } from './bid-request.ts';
import { plainText } from './values.ts';

type OutcomeColumns = Pick<RequestRow, 'won' | 'clearingCpm' | 'clearingCurrency'>;

const NOT_TOLD: OutcomeColumns = { won: -1, clearingCpm: 0, clearingCurrency: '' };

/**
 * Whether an imp was won, and its clearing price: what the line's `outcome` says of `impId`, or
 * else the imp's own `ext`.
 */
export function outcomeColumns(
  { outcome }: BidRequest,
  { imp, impId }: { imp: Imp; impId: string },
): OutcomeColumns {
  const told = outcome?.find(({ impid }) => plainText(impid) === impId) ?? imp.ext;
  return told ? columnsOf(told) : NOT_TOLD;
}

/** A price without `won` is of an impression that was sold; one that was lost cost nothing. */
function columnsOf({ won, price, cur }: Outcome): OutcomeColumns {
  const paid = price ?? 0;
  const isWon = won ?? (paid > 0 || undefined);
  if (isWon === undefined) return NOT_TOLD;
  if (!isWon) return { ...NOT_TOLD, won: 0 };
  return {
    won: 1,
    clearingCpm: paid,
    clearingCurrency: paid > 0 ? (cur ?? 'USD').toUpperCase() : '',
  };
}
