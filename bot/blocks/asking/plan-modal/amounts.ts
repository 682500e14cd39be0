import { AMOUNT, amountOf } from '../../../../prompts/reader/numbers.ts';

const PLAIN = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const SCALED = new RegExp(`^${AMOUNT}$`);

/** The quantity that somebody typed: `2.5`, `50,000`, `50k`, `5 lakh`; NaN for anything else. */
export function readAmount(typed: string): number {
  const text = typed.trim().toLowerCase();
  if (PLAIN.test(text)) return Number(text);
  const match = SCALED.exec(text);
  return match ? amountOf(match.groups) : Number.NaN;
}

/** A quantity as it is typed, which `readAmount` reads back exactly. */
export function writeAmount(amount: number): string {
  const grouped = amount.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return readAmount(grouped) === amount ? grouped : String(amount);
}

/** Money to choose; a plan's own currency is always among the choices. */
export const CURRENCIES = (
  'USD EUR INR GBP AED AUD BRL CAD CHF CNY CZK DKK EGP HKD HUF IDR ILS JPY KES KRW ' +
  'MXN MYR NGN NOK NZD PHP PLN RON SAR SEK SGD THB TRY TWD VND ZAR'
).split(' ');
