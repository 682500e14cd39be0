import { AMOUNT, amountOf } from '../../../../prompts/reader/numbers.ts';

const PLAIN = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const SCALED = new RegExp(`^${AMOUNT}$`);

/** Parses an amount as typed: `2.5`, `50,000`, `50k`, `5 lakh`; NaN for anything else. */
export function readAmount(typed: string): number {
  const text = typed.trim().toLowerCase();
  if (PLAIN.test(text)) return Number(text);
  const match = SCALED.exec(text);
  return match ? amountOf(match.groups) : Number.NaN;
}

/** Formats an amount for a form field, so that `readAmount` reads back exactly the same. */
export function writeAmount(amount: number): string {
  const grouped = amount.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return readAmount(grouped) === amount ? grouped : String(amount);
}

/** Currencies to choose from, ISO 4217; a plan's own is always among the choices. */
export const CURRENCIES = (
  'USD EUR INR GBP AED AUD BRL CAD CHF CNY CZK DKK EGP HKD HUF IDR ILS JPY KES KRW ' +
  'MXN MYR NGN NOK NZD PHP PLN RON SAR SEK SGD THB TRY TWD VND ZAR'
).split(' ');
