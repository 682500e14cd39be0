import type { Clock } from '../../data/calendar.ts';
import { timeText } from './amounts.ts';
import { type Trouble, warning } from './finding.ts';

/** From here on a request may count as asked tomorrow, and a token as not valid yet. */
const WRONG_MS = 30_000;

/**
 * Warns of clock skew, where a server's clock tells another time than ours; false where they agree.
 *
 * @param serverMs what its clock said just now, in milliseconds since 1970.
 */
export function clockTrouble(serverMs: number, clock: Clock): Trouble | false {
  const aheadMs = serverMs - clock().getTime();
  if (Math.abs(aheadMs) < WRONG_MS) return false;
  const side = aheadMs > 0 ? 'ahead of' : 'behind';
  return warning(
    `its clock is ${timeText(Math.abs(aheadMs))} ${side} this machine's`,
    'set both clocks by NTP',
  );
}
