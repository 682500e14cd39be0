import {
  MAX_TEXT_LENGTH,
  type Question,
  type Reader,
  type Reading,
  type ReadingContext,
} from '../reading.ts';
import { readAge } from './age.ts';
import { readFrequencyCap } from './cap.ts';
import { readComparison } from './comparison.ts';
import { completePlan } from './complete-plan.ts';
import { readConnection } from './connection.ts';
import { readDayparts } from './dayparts.ts';
import { readDevices } from './devices.ts';
import type { Finding, PartReader } from './finding.ts';
import { readFlight } from './flight/flight.ts';
import { readFormat } from './format.ts';
import { readGender } from './gender.ts';
import { questionAboutLeftOver } from './left-over.ts';
import { mergeFindings, withPrevious } from './merge.ts';
import { readMoney } from './money.ts';
import { readNamedValues } from './named-values.ts';
import { EXAMPLE, isOffTopic, OFF_TOPIC_ANSWER } from './off-topic.ts';
import { readPlaces } from './places/places.ts';
import { readShorthand } from './shorthand.ts';
import { readSize } from './size.ts';
import { UnreadText } from './unread-text.ts';
import { readVocabulary } from './vocabulary.ts';

/** In this order: the more a form says of itself, the earlier it takes its words. */
const PARTS: readonly PartReader[] = [
  readComparison,
  readNamedValues,
  readSize,
  readFrequencyCap,
  readMoney,
  readFlight,
  readShorthand,
  readDayparts,
  readAge,
  readFormat,
  readConnection,
  readDevices,
  readGender,
  readVocabulary,
  readPlaces,
];

/** The reader that needs no model: what it does not understand it asks about, and never guesses. */
export const deterministicReader: Reader = {
  read: async (text, context) => readText(text, context),
};

/** Reads a text without a model; the same text and context always give the same reading. */
export function readText(text: string, context: ReadingContext): Reading {
  if (text.length > MAX_TEXT_LENGTH) return tooLong(text.length);
  const unread = new UnreadText(text);
  if (unread.words().length === 0) return empty();
  const isOff = isOffTopic(unread.folded);
  const findings = PARTS.map((part) => part(unread, context));
  if (isOff && !findings.some(isAboutAds)) return offTopic();
  const question = questionIn(findings) ?? questionAboutLeftOver(unread);
  const understood = findings.some(isFound);
  if (question && (understood || question.options.length > 0 || question.about !== 'text')) {
    return question;
  }
  if (!understood) return offTopic();
  return completePlan(withPrevious(mergeFindings(findings), context.previous), context);
}

function questionIn(findings: readonly Finding[]): Question | undefined {
  return findings.find(({ question }) => question)?.question;
}

/** Places and days are spoken of in any subject. */
function isAboutAds({ targeting = {}, terms = {} }: Finding): boolean {
  return Object.keys({ ...targeting, ...terms }).some(
    (part) => part !== 'geo' && part !== 'flight',
  );
}

function isFound({ targeting, terms, lifted, question }: Finding): boolean {
  const parts = { ...targeting, ...terms };
  return Object.keys(parts).length > 0 || (lifted?.length ?? 0) > 0 || question !== undefined;
}

function empty(): Reading {
  return asQuestion(`What should I forecast? Write, say, “${EXAMPLE}”.`);
}

function tooLong(length: number): Reading {
  return asQuestion(
    `That is ${length} characters, and I read up to ${MAX_TEXT_LENGTH}. Write it shorter, such as “${EXAMPLE}”.`,
  );
}

function asQuestion(question: string): Reading {
  return { kind: 'question', question, about: 'text', words: '', options: [] };
}

function offTopic(): Reading {
  return { kind: 'outOfScope', message: OFF_TOPIC_ANSWER };
}
