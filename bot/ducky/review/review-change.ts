import { readFileSync } from 'node:fs';
import { plainLine } from '../answer/plain-text.ts';
import type { Said } from '../answer/said.ts';
import type { Source } from '../answer/source.ts';
import { truncateTexts } from '../answer/truncate-texts.ts';
import { type Writer, writeFrom } from '../answer/write.ts';
import { type Passage, placeOf } from '../passages/passage.ts';
import { brokenReferences } from './callers.ts';
import { hunkOf } from './hunk.ts';
import { type ChangedFile, readDiff, readUntracked } from './read-diff.ts';
import { risksIn } from './risks.ts';

const SHOWN_FILES = 20;
const SHOWN_RISKS = 20;
const SHOWN_QUESTIONS = 5;
const USUAL_QUESTION = 'What does this change do, and what is risky about it?';

export interface ReviewOptions {
  /** The absolute path of a folder in a repository of git. */
  readonly dir: string;
  readonly passages: readonly Passage[];
  readonly question?: string;
  readonly writer?: Writer | undefined;
  /** Why there is no writer, where there is none. */
  readonly withoutWriter: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reviews the uncommitted change, for `ducky ask --diff`: what changed, what simple checks find,
 * what to ask oneself; then what a language model says of it, where there is one.
 */
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
    yield { kind: 'note', text: `${withoutWriter} What stands above is from simple checks alone.` };
    return;
  }
  const hunks = readableHunks(files);
  if (hunks.length === 0) {
    yield {
      kind: 'note',
      text: 'No model was asked: no line of code has changed in a known file.',
    };
    return;
  }
  const sources = sentSources(hunks);
  const note = noteOnCut(hunks, sources);
  if (note) yield { kind: 'note', text: note };
  const system = readFileSync(new URL('../../../prompts/ducky/review.md', import.meta.url), 'utf8');
  yield { kind: 'text', text: '\n' };
  yield* writeFrom({ writer, system, question, sources, signal });
}

/** Lists the changed and the untracked files, with the lines that each gains and loses. */
function summary(files: readonly ChangedFile[], untracked: readonly string[]): string {
  const lines = files.map((file) => {
    const at = file.added[0]?.line ?? file.removed[0]?.line ?? 1;
    return `  ${plainLine(file.path)}:${at}  ${file.status}, ${extentOf(file)}`;
  });
  const news = untracked.map((path) => `  ${plainLine(path)}:1  new, not added to git yet`);
  const all = [...lines, ...news];
  const more = all.length > SHOWN_FILES ? [`  and ${all.length - SHOWN_FILES} more`] : [];
  return ['What changed:', ...all.slice(0, SHOWN_FILES), ...more].join('\n');
}

function extentOf({ added, removed, hunks, withheld }: ChangedFile): string {
  if (withheld === 'secret') return 'not read: it looks like a file of secrets';
  if (hunks.length === 0) return 'no line of text';
  return `+${added.length} −${removed.length}`;
}

/** The risks that simple checks found in the change, and questions for its author. */
function findings(files: readonly ChangedFile[], passages: readonly Passage[]): string {
  const named = brokenReferences(files, passages);
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

/** The hunks that a model is sent, but for what was generated, or is data. */
function readableHunks(files: readonly ChangedFile[]): Source[] {
  return files
    .filter(({ withheld }) => withheld === undefined)
    .flatMap(({ path, hunks }) =>
      hunks.map((hunk) => ({ ...hunk, path, place: placeOf({ path, ...hunk }), symbols: [] })),
    );
}

/** Truncates the hunks to what fits a model's prompt, each from its beginning. */
function sentSources(sources: readonly Source[]): Source[] {
  const texts = truncateTexts(sources.map(({ text }) => text));
  return sources.slice(0, texts.length).map((source, index) => {
    const hunk = hunkOf(source.startLine, texts[index] ?? '');
    return { ...source, ...hunk, place: placeOf({ path: source.path, ...hunk }) };
  });
}

/** Warns that the change is too long for the model, and says how much of it was cut. */
function noteOnCut(all: readonly Source[], sent: readonly Source[]): string | undefined {
  const cut = sent.filter(({ text }, index) => text !== all[index]?.text).length;
  if (cut === 0 && sent.length === all.length) return undefined;
  return `The change is too long for the model: of its ${all.length} pieces it sees ${sent.length - cut} whole, ${cut} in part, and ${all.length - sent.length} not at all. A smaller change is seen whole.`;
}
