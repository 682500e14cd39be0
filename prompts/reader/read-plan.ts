import type { Question, Reading, ReadingContext } from '../reading.ts';
import { cleanText, foldText } from './clean.ts';
import { ask, type Finding } from './finding.ts';
import { type Change, changePlan } from './follow-up/change.ts';
import { type Clause, clausesOf } from './follow-up/clauses.ts';
import { INSTEAD } from './follow-up/operators.ts';
import { isOffTopic, OFF_TOPIC_ANSWER } from './off-topic.ts';
import { readTakenOut, readWords } from './read-words.ts';

/** What a text says about a plan, and what has to be asked about it. */
export interface ChangesRead {
  changes: Change[];
  /** True where at least a part was read, though it may have raised a question. */
  understood: boolean;
  question?: Question;
}

/** Reads a text as one plan: a whole one, or what it changes in the previous one. */
export function readPlan(text: string, context: ReadingContext): Reading {
  const read = readChanges(text, context);
  return obstacleIn(text, read) ?? changePlan(read.changes, context);
}

/** What a text changes, clause by clause; without a previous plan it is one clause. */
export function readChanges(text: string, context: ReadingContext): ChangesRead {
  const reads = clausesIn(text, context).map((clause) => {
    const read = clause.operation === 'remove' ? readTakenOut : readWords;
    return { clause, ...read(clause.words, context) };
  });
  const missing = reads.find(
    ({ clause, understood, question }) => clause.operation === 'remove' && !understood && !question,
  )?.clause;
  const question = missing ? askWhat(missing) : reads.find((read) => read.question)?.question;
  return {
    changes: reads.map(({ clause, finding }) => ({ ...clause, finding })),
    understood: reads.some(({ clause, understood }) => understood || clause.operation === 'remove'),
    ...(question && { question }),
  };
}

const REPLACES = new RegExp(`\\b${INSTEAD}\\b`, 'i');

function clausesIn(text: string, { previous }: ReadingContext): Clause[] {
  if (previous || REPLACES.test(text)) return clausesOf(text);
  return [{ operation: 'replace', words: text, phrase: text }];
}

function askWhat({ phrase }: Clause): Question {
  return ask('text', 'What shall I take out? Write, say, “without the cap” or “drop Pune”.', {
    words: phrase,
  }).question;
}

/** Tells what keeps a text from being a plan: a question it raises, or that it is off topic. */
export function obstacleIn(
  text: string,
  { changes, understood, question }: ChangesRead,
): Reading | undefined {
  const isAbout = changes.some(({ finding }) => isAboutAds(finding));
  if (!isAbout && isOffTopic(foldText(cleanText(text)))) return offTopic();
  if (question && (understood || question.options.length > 0 || question.about !== 'text')) {
    return question;
  }
  return understood ? undefined : offTopic();
}

/** Places and days are spoken of in any subject. */
function isAboutAds({ targeting = {}, terms = {} }: Finding): boolean {
  return Object.keys({ ...targeting, ...terms }).some(
    (part) => part !== 'geo' && part !== 'flight',
  );
}

function offTopic(): Reading {
  return { kind: 'outOfScope', message: OFF_TOPIC_ANSWER };
}
