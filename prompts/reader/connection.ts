import { type Finding, listFinding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';
import { type Lexicon, takeValues } from './value-list.ts';

/** Kinds of connection, as people write them. */
const CONNECTION_WORDS: Lexicon = {
  wifi: 'wi-?fi',
  cellular: 'cellular|mobile\\s+data',
  ethernet: 'ethernet',
  '2g': '2g',
  '3g': '3g',
  '4g': '4g|lte',
  '5g': '5g',
};

/** Parses types of connection: 'on wifi', '4G or 5G', 'not on cellular'. */
export function readConnection(text: UnreadText): Finding {
  return listFinding('connection', takeValues(text, CONNECTION_WORDS));
}
