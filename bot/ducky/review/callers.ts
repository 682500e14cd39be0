import { definitionsIn } from '../passages/languages.ts';
import { isTestPath, type Passage } from '../passages/passage.ts';
import type { ChangedFile } from './read-diff.ts';
import type { Risk } from './risks.ts';

const SHOWN_CALLERS = 3;
const SHORTEST_NAME = 4;

/**
 * Finds functions and other names whose definition a change deletes or rewrites while other files
 * still use them: what is gone is a risk, what changes a question.
 */
export function brokenReferences(
  files: readonly ChangedFile[],
  passages: readonly Passage[],
): { risks: Risk[]; questions: string[] } {
  const risks: Risk[] = [];
  const questions: string[] = [];
  const defined = new Set(passages.flatMap(({ symbols }) => symbols));
  for (const file of files) {
    const now = new Set(file.added.flatMap(({ text }) => nameIn(file.path, text)));
    for (const { line, text } of file.removed) {
      for (const name of nameIn(file.path, text)) {
        const uses = usesOf(name, file.path, passages);
        if (uses.length === 0) continue;
        const places = uses.slice(0, SHOWN_CALLERS).join(', ');
        if (now.has(name)) questions.push(`${name} changes; do these still fit? ${places}`);
        else if (!defined.has(name))
          risks.push({
            place: `${file.path}:${line}`,
            text: `${name} is gone, yet named in ${places}`,
          });
      }
    }
  }
  return { risks, questions: [...new Set(questions)] };
}

function nameIn(path: string, line: string): string[] {
  const names = definitionsIn(path).flatMap((pattern) => pattern.exec(line)?.groups?.name ?? []);
  return names.filter((name) => name.length >= SHORTEST_NAME && /^\w+$/.test(name)).slice(0, 1);
}

/** Finds the references to a name in other files, the first of each, sources before tests. */
function usesOf(name: string, ownPath: string, passages: readonly Passage[]): string[] {
  const word = new RegExp(`\\b${name}\\b`);
  const uses = passages.flatMap(({ path, startLine, text }) => {
    if (path === ownPath || !text.includes(name)) return [];
    const at = text.split('\n').findIndex((line) => word.test(line));
    return at < 0 ? [] : [{ path, place: `${path}:${startLine + at}` }];
  });
  uses.sort((one, other) => Number(isTestPath(one.path)) - Number(isTestPath(other.path)));
  const firsts = uses.filter(
    ({ path }, index) => uses.findIndex((use) => use.path === path) === index,
  );
  return firsts.map(({ place }) => place);
}
