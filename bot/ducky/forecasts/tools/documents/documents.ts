import { readFile } from 'node:fs/promises';
import { cachedFor } from '../../../../../data/cached-for.ts';
import { systemClock } from '../../../../../data/calendar.ts';
import { GLOSSARY } from '../../../../../prompts/ducky/glossary.ts';
import { HOW_TOS } from '../../../../../prompts/ducky/how-to.ts';
import { type Passage, placeOf } from '../../../passages/passage.ts';
import { splitFile } from '../../../passages/split.ts';
import { indexPassages } from '../../../search/search-index.ts';
import { plainBlocks } from './plain-blocks.ts';

const ROOT = new URL('../../../../../', import.meta.url);
const FILES = ['README.md', 'bot/README.md', 'SECURITY.md'];

/** A paragraph of a document, how something is done, or the meaning of a word. */
export interface Paragraph {
  /** Of its section: `README.md:253-270`. */
  readonly place: string;
  /** Of its section. */
  readonly title: string;
  /** Plain. */
  readonly text: string;
  /** Its number among all. */
  readonly at: number;
}

/** A paragraph that may answer; the better the higher the score. */
interface Hit {
  readonly paragraph: Paragraph;
  readonly score: number;
  /** The share of what the question is about that it speaks of, 0 to 1. */
  readonly coverage: number;
}

/** What there is to read about Ducky. */
export interface Documents {
  search(question: string): Hit[];
}

/** The searchable documents, read and indexed once a process, when they are first asked for. */
export const openDocuments = cachedFor(readDocuments, {
  maxAgeMs: Number.POSITIVE_INFINITY,
  clock: systemClock,
});

/** Indexes the READMEs, the glossary and the how-tos by paragraph. */
async function readDocuments(): Promise<Documents> {
  const files = await Promise.all(
    FILES.map(async (path) => splitFile(path, await readFile(new URL(path, ROOT), 'utf8'))),
  );
  const ways = HOW_TOS.map((way) => ({ place: 'help', ...way }));
  const all = [...ways, ...GLOSSARY.map(meaningOf), ...files.flat().flatMap(paragraphsOf)];
  return indexParagraphs(all.map((paragraph, at) => ({ ...paragraph, at })));
}

function meaningOf({ name, meaning }: (typeof GLOSSARY)[number]): Omit<Paragraph, 'at'> {
  return { place: 'glossary', title: name, text: meaning };
}

function paragraphsOf(section: Passage): Omit<Paragraph, 'at'>[] {
  const { path, symbols } = section;
  const shared = { place: placeOf(section), title: symbols.join(', ') || path };
  return plainBlocks(section.text).map((text) => ({ ...shared, text }));
}

async function indexParagraphs(paragraphs: readonly Paragraph[]): Promise<Documents> {
  const byPassage = new Map(paragraphs.map((paragraph) => [asPassage(paragraph), paragraph]));
  const index = await indexPassages([...byPassage.keys()]);
  return {
    search: (question) =>
      index.search(question, paragraphs.length).hits.flatMap(({ passage, ...hit }) => {
        const paragraph = byPassage.get(passage);
        return paragraph ? [{ paragraph, ...hit }] : [];
      }),
  };
}

/** Each is held for a file of its own, so that what it lacks of a question tells. */
function asPassage({ place, title, text, at }: Paragraph): Passage {
  const path = `${place}/${title}/${at}.md`;
  return { path, startLine: 1, endLine: 1, symbols: [title], doc: '', text };
}
