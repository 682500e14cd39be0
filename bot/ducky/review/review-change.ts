import { readFileSync } from 'node:fs';

import type { Said } from '../answer/said.ts';
import type { Source } from '../answer/source.ts';
import { type Writer, writeFrom } from '../answer/write.ts';
import { type Passage, placeOf } from '../passages/passage.ts';
import { riskyNames } from './callers.ts';
import { type ChangedFile, readDiff, readUntracked } from './read-diff.ts';
import { risksIn } from './risks.ts';

const SHOWN_FILES = 20;
const SHOWN_RISKS = 20;
const SHOWN_QUESTIONS = 5;
const SENT_CHARACTERS = 24_000;
const USUAL_QUESTION = 'What does this change do, and what is risky about it?';

export interface ReviewOptions {
  /** The absolute path of a folder in a repository of git. */
  readonly dir: string;
  readonly passages: readonly Passage[];
  readonly question?: string;
  readonly writer?: Writer | undefined;
  readonly withoutWriter: string;
  readonly signal?: AbortSignal | undefined;
}

/** Reviews what is not committed yet: what changed, what simple checks find, what to ask oneself. */
export async function* reviewChange(options: ReviewOptions): AsyncGenerator<Said> {
  const { dir, passages, question = USUAL_QUESTION, writer, withoutWriter, signal } = options;
  const files = await readDiff(dir, signal);
  if (!files) {
    yield {
      kind: 'note',
      text: `${dir} has no commit of git to compare with, so there is no change to review.`,
    };
    return;
  }
  const untracked = await readUntracked(dir, signal);
  if (files.length + untracked.length === 0) {
    yield { kind: 'note', text: 'Nothing has changed since the last commit.' };
    return;
  }
  yield { kind: 'text', text: `${summary(files, untracked)}\n\n${findings(files, passages)}\n` };
  if (!writer) {
    yield { kind: 'note', text: withoutWriter };
    return;
  }
  const system = readFileSync(new URL('../../../prompts/ducky/review.md', import.meta.url), 'utf8');
  yield { kind: 'text', text: '\n' };
  yield* writeFrom({ writer, system, question, sources: hunkSources(files), signal });
}

function summary(files: readonly ChangedFile[], untracked: readonly string[]): string {
  const lines = files.map(({ path, status, added, removed }) => {
    const at = added[0]?.line ?? removed[0]?.line ?? 1;
    return `  ${path}:${at}  ${status}, +${added.length} −${removed.length}`;
  });
  const news = untracked.map((path) => `  ${path}:1  new, not added to git yet`);
  const all = [...lines, ...news];
  const more = all.length > SHOWN_FILES ? [`  and ${all.length - SHOWN_FILES} more`] : [];
  return ['What changed:', ...all.slice(0, SHOWN_FILES), ...more].join('\n');
}

function findings(files: readonly ChangedFile[], passages: readonly Passage[]): string {
  const named = riskyNames(files, passages);
  const risks = [...named.risks, ...risksIn(files)].slice(0, SHOWN_RISKS);
  const found = risks.map(({ place, text }) => `  ${place}  ${text}`);
  const questions = [...named.questions, ...ALWAYS_ASKED].slice(0, SHOWN_QUESTIONS);
  return [
    found.length > 0 ? 'Look at again:' : 'My checks found nothing; they are simple ones.',
    ...found,
    '',
    'Ask yourself:',
    ...questions.map((question) => `  ${question}`),
  ].join('\n');
}

const ALWAYS_ASKED = [
  'Which test fails without this change?',
  'What happens on the worst input: nothing, a great deal, twice, at the same time?',
];

/** The change in pieces, as much of it as a small model reads. */
function hunkSources(files: readonly ChangedFile[]): Source[] {
  let room = SENT_CHARACTERS;
  return files.flatMap(({ path, hunks }) =>
    hunks.flatMap(({ startLine, endLine, text }) => {
      room -= text.length;
      const place = placeOf({ path, startLine, endLine });
      return room < 0 ? [] : [{ place, path, startLine, endLine, symbols: [], text }];
    }),
  );
}
