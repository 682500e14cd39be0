import type { Question, ReadingContext } from '../reading.ts';
import { readAge } from './age.ts';
import { readFrequencyCap } from './cap.ts';
import { readConnection } from './connection.ts';
import { readDayparts } from './dayparts.ts';
import { readDevices } from './devices.ts';
import type { Finding, PartReader } from './finding.ts';
import { readFlight } from './flight/flight.ts';
import { readFormat } from './format.ts';
import { readGender } from './gender.ts';
import { readInventory } from './inventory.ts';
import { mergeFindings } from './merge.ts';
import { readMoney } from './money.ts';
import { readNamedValues } from './named-values.ts';
import { readLiftedParts, readPartNames } from './part-names.ts';
import { readPlaces } from './places/places.ts';
import { readShorthand } from './shorthand.ts';
import { readSize } from './size.ts';
import { UnreadText } from './unread-text.ts';
import { askAboutUnreadWords } from './unread-words.ts';
import { readVocabulary } from './vocabulary.ts';

/** In this order: the more a form says of itself, the earlier it takes its words. */
const PARTS: readonly PartReader[] = [
  readNamedValues,
  readLiftedParts,
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
  readInventory,
  readPlaces,
];

/** What was read in some words, and what has to be asked about them. */
export interface WordsRead {
  finding: Finding;
  /** True where at least a part was read, though it may have raised a question. */
  understood: boolean;
  question?: Question;
}

/** Parses the parts of a plan that some words name: ages, places, devices, flight and so on. */
export function readWords(words: string, context: ReadingContext): WordsRead {
  return readAs(PARTS, words, context);
}

/** Parses what some words say to remove: values, or whole parts by their names. */
export function readTakenOut(words: string, context: ReadingContext): WordsRead {
  return readAs([readPartNames, ...PARTS], words, context);
}

/** Runs the readers in order; asks the first question of any, or else about unread words. */
function readAs(parts: readonly PartReader[], words: string, context: ReadingContext): WordsRead {
  const unread = new UnreadText(words);
  const findings = parts.map((part) => part(unread, context));
  const asked = findings.find(({ question }) => question)?.question;
  const question = asked ?? askAboutUnreadWords(unread);
  return {
    finding: mergeFindings(findings),
    understood: findings.some(isFound),
    ...(question && { question }),
  };
}

function isFound({ targeting, terms, lifted, question }: Finding): boolean {
  const parts = { ...targeting, ...terms };
  return Object.keys(parts).length > 0 || (lifted?.length ?? 0) > 0 || question !== undefined;
}
