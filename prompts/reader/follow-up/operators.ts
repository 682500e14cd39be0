import { TIME } from '../flight/flight-extension.ts';
import { PART_NAME } from '../part-names.ts';

/** 'Drop', and 'no' before the name of a part; 'no tablets' takes a kind of device away instead. */
const REMOVE = `(?:drop|remove|delete|without|minus|ditch|lose|ignore|forget|lift|take\\s+(?:out|off|away)|leave\\s+out|get\\s+rid\\s+of|no\\s+more|no(?=\\s+(?:${PART_NAME})\\b))`;
/** 'Add a week' makes the flight longer, which is said of the flight itself. */
const ADD = `(?:add(?!\\s+${TIME})|include|plus|as\\s+well\\s+as|together\\s+with|also)`;
/** '25-34 plus unknown ages' belongs to the age. */
const NOT_UNKNOWN_AGE = '(?!\\s+(?:of\\s+)?unknowns?(?:\\s+ages?)?\\s*(?:$|[,.;!?]))';
const POSTFIX = '(?:too|as\\s+well|also(?=[\\s.!?]*$))';
const COUNT = '(?:\\d|an?\\b|one\\b|two\\b|three\\b|four\\b|five\\b|six\\b)';
const DATE =
  '(?:the\\s+)?(?:\\d|today|tomorrow|next|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)';
const TERM = '(?:an?\\s+|the\\s+)?(?:max|budget|daily|goal|bid|cpm|cap|freq)';
/** Where what was to add or to take out ends, and the rest says how the plan shall be. */
const END = `(?:only|just|until|make\\s+it|for\\s+(?:the\\s+)?(?:next\\b|${COUNT})|from\\s+${DATE}|with\\s+${TERM}|next\\s+${COUNT})`;

/** Between the new and the old. */
export const INSTEAD = '(?:instead\\s+of|rather\\s+than|in\\s+place\\s+of)';
/** 'raise the cap to'; 'raise it by' would have to be reckoned. */
const SET = `(?:raise|increase|lower|reduce|extend|shorten)(?=\\s+(?:it\\s+|(?:the\\s+)?(?:${PART_NAME})\\s+)?(?:to|until|till)\\b)`;
/** 'Swap Mumbai for Pune', 'change iOS to Android'; 'change the cap to 5 a day' only sets it. */
const OLD = `(?<old>(?!to\\b|it\\b|that\\b|this\\b|(?:the\\s+|its\\s+)?(?:${PART_NAME})\\s+(?:to|for|with|by)\\b)[^,;]+?)`;
const SWAP = `(?:(?:replace|swap|exchange|substitute)\\s+|(?:change|switch)\\s+(?:from\\s+)?(?=[^,;]+\\s+to\\s))${OLD}\\s+(?:with|for|by|to)\\b`;

/**
 * The words that say what a follow-up does to its plan; in the named groups is which: `swap` with
 * `old`, `instead`, `postfix`, `remove`, `add`, `plus`, `set`, `same`, `comma`, `close`.
 */
export const OPERATOR = new RegExp(
  [
    `\\b(?<swap>${SWAP})`,
    `\\b(?<instead>${INSTEAD})\\b`,
    `\\b(?:but\\s+|and\\s+|also\\s+){0,2}\\b(?<remove>${REMOVE})\\b`,
    `\\b(?<postfix>${POSTFIX})\\b(?!\\s+as\\b)`,
    `(?:\\b(?:but\\s+|and\\s+){0,2}\\b(?<add>${ADD})\\b${NOT_UNKNOWN_AGE}|^\\s*(?<plus>\\+))`,
    `\\b(?<set>${SET})\\s`,
    '\\b(?<same>(?:same|(?:as|like)\\s+before)(?:\\s+\\w{1,9}){0,3}?\\s*,?\\s+but)\\b',
    `(?<comma>,)(?!\\s*(?:and\\s+)?(?:the\\s+)?(?:${PART_NAME}|on|in)\\b)`,
    `(?<close>(?:,\\s*(?=(?:and\\s+)?(?:on|in)\\b))|(?:\\bbut\\s+)?(?=\\b${END}))`,
  ].join('|'),
  'g',
);
