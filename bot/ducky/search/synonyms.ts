import { stemmer } from 'stemmer';

/** Words that people and code put for each other. */
const GROUPS = [
  'delete remove drop prune',
  'error failure exception fault',
  'start launch begin boot',
  'stop end kill quit shutdown',
  'cancel abort',
  'config configuration setting environment env',
  'database postgres db',
  'compute calculate measure',
  'picture image png chart',
  'login auth authenticate password',
  'token jwt',
  'retry again repeat',
  'save store write persist',
  'find search lookup',
  'create make build',
  'split cut divide',
  'misspelt spelling typo',
  'parse read',
  'check validate verify',
  'send post publish deliver',
  'limit cap bound',
  'vote feedback thumb',
  'pick choose select',
  'user person people',
  'message text',
  'sql query',
  'job task work',
  'country city place geo',
  'random seed',
  'behind late lag delay',
  'timeout deadline late',
].map((group) => group.split(' ').map((word) => stemmer(word)));

/** Other words for these stems, without the stems themselves. */
export function synonymsOf(words: readonly string[]): string[] {
  const others = words.flatMap((word) => GROUPS.filter((group) => group.includes(word)).flat());
  return [...new Set(others)].filter((word) => !words.includes(word));
}
