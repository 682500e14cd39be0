import { quote } from './clean.ts';
import { ask, type Finding } from './finding.ts';
import { AMOUNT, amountOf, twoNumbersIn } from './numbers.ts';
import type { UnreadText } from './unread-text.ts';

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  '₹': 'INR',
  rs: 'INR',
  'rs.': 'INR',
  rupees: 'INR',
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  pounds: 'GBP',
  dollars: 'USD',
  r$: 'BRL',
  rp: 'IDR',
};

const CODES = new Set(Intl.supportedValuesOf('currency'));
const BEFORE = '(?<before>us\\$|r\\$|[$₹€£]|\\brs\\.?|\\brp|\\b[a-z]{3}(?=\\s?\\d))?\\s*';
const AFTER = `(?:\\s*(?<after>rupees|euros?|pounds|dollars|[€₹£$]|(?:${[...CODES].join('|').toLowerCase()})\\b))?`;
const MONEY = `${BEFORE}${AMOUNT}${AFTER}`;
const PER_DAY = '(?<daily>\\s*(?:\\/|per|a|each)\\s*day\\b|\\s+daily\\b)?';
const OF = '(?:\\s*(?:of|is|at|to|=|:))?\\s*';

const BUDGET = new RegExp(
  `\\b(?<lead>daily\\s+)?(?:budget|spend(?:ing)?)${OF}${MONEY}${PER_DAY}(?:\\s+(?:in\\s+total|total|per\\s+flight))?`,
  'g',
);
const BUDGET_AFTER = new RegExp(
  `${MONEY}${PER_DAY}\\s+(?<tail>(?:daily|total)\\s+)?budget\\b`,
  'g',
);
const BID = new RegExp(
  `\\b(?:bid(?:ding)?(?:\\s+cpm)?|cpm(?:\\s+bid)?|e?cpm)${OF}${MONEY}(?:\\s*(?:e?cpm)\\b)?`,
  'g',
);
const BID_AFTER = new RegExp(`${MONEY}\\s+(?:e?cpm)(?:\\s+bid)?\\b`, 'g');
const GOAL = new RegExp(`\\bgoal${OF}${AMOUNT}(?:\\s*(?:impressions|imps))?`, 'g');
/** '2,000 impressions a day' is neither a goal nor a cap that can be told. */
const GOAL_AFTER = new RegExp(
  `\\b${AMOUNT}\\s*(?:impressions|imps)\\b(?:\\s+goal)?(?!\\s*(?:\\/|per|an?|each|every)\\s*(?:hour|day|week|user))`,
  'g',
);

type Term = 'bidCpm' | 'budget' | 'goal';

interface Money {
  amount: number;
  currency: string | undefined;
  words: string;
  /** The digits of the words alone. */
  digits: string;
  perDay: boolean;
}

/**
 * Parses the bid, the budget and the goal: 'bid 2.50 USD', 'CPM of ₹150', 'budget 50k INR a day',
 * 'goal 5M impressions'.
 */
export function readMoney(text: UnreadText): Finding {
  const bids = [BID, BID_AFTER].flatMap((form) => takeMoney(text, form));
  const budgets = [BUDGET, BUDGET_AFTER].flatMap((form) => takeMoney(text, form));
  const goals = [GOAL, GOAL_AFTER].flatMap((form) => takeMoney(text, form));
  const problem =
    problemOf('bidCpm', bids) ?? problemOf('budget', budgets) ?? problemOf('goal', goals);
  if (problem) return problem;
  const [[bid], [budget], [goal]] = [bids, budgets, goals];
  return {
    terms: {
      ...(goal && { goal: { impressions: Math.round(goal.amount) } }),
      ...(bid && { bidCpm: toAmount(bid) }),
      ...(budget && { budget: { ...toAmount(budget), per: budget.perDay ? 'day' : 'flight' } }),
    },
  };
}

function takeMoney(text: UnreadText, form: RegExp): Money[] {
  return text.take(form).map((match) => {
    const { before, after, daily, lead, tail, digits = '' } = match.groups ?? {};
    return {
      amount: amountOf(match.groups),
      currency: currencyOf(before) ?? currencyOf(after),
      words: text.raw.slice(match.index, match.index + match[0].length).trim(),
      digits,
      perDay: Boolean(daily ?? lead) || tail?.trim() === 'daily',
    };
  });
}

function currencyOf(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const code = written.toUpperCase();
  return SIGNS[written] ?? (CODES.has(code) ? code : undefined);
}

function toAmount({ amount, currency = '' }: Money): { amount: number; currency: string } {
  return { amount, currency };
}

/** Asks back about two amounts where a plan holds one, or one that is unclear or has no currency. */
function problemOf(about: Term, found: readonly Money[]): Finding | undefined {
  const [money, second] = found;
  if (second) {
    return ask(about, 'I read two amounts where a plan holds one. Which one? Write only that.', {
      words: second.words,
    });
  }
  if (!money) return undefined;
  const unclear = askHowMuch(about, money);
  if (unclear || about === 'goal' || money.currency) return unclear;
  const { words } = money;
  return ask(about, 'In which currency? Write it with the amount, such as “budget USD 5000”.', {
    words,
    options: ['USD', 'EUR', 'INR'].map((code) => `${words} ${code}`),
  });
}

/** Asks back about '10.000', which is ten thousand to some and ten to others, and about '1,2,3' and '0'. */
function askHowMuch(about: Term, { amount, words, digits }: Money): Finding | undefined {
  if (!(amount > 0)) {
    const question = `How much is ${quote(words)}? Write an amount above zero, like 1,250.50.`;
    return ask(about, question, { words });
  }
  const numbers = twoNumbersIn(digits);
  if (!numbers) return undefined;
  return ask(about, `Is ${quote(digits)} ${numbers.join(' or ')}?`, {
    words,
    options: numbers.map((number) => words.replace(digits, number)),
  });
}
