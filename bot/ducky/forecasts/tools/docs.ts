import { findTerms } from '../../../../prompts/ducky/glossary.ts';
import { readTopic } from '../../../../prompts/ducky/read-topic.ts';
import type { Fact } from '../fact.ts';
import type { ToolContext } from './context.ts';
import { openDocuments } from './documents/documents.ts';
import { type FittingPassage, passagesAbout } from './documents/passages-about.ts';

/** The passages of Ducky's own documents that fit the question; undefined where none does. */
export async function findDocs({
  question,
}: Pick<ToolContext, 'question'>): Promise<Fact<'docs'> | undefined> {
  const fitting = passagesAbout(question.text, await openDocuments());
  const passages = fitting.length > 0 ? fitting : meaningsIn(question.text);
  if (passages.length === 0) return undefined;
  const source = passages.map(({ path, title }) => `${path}: ${title}`).join('; ');
  const data = { passages: passages.map(({ path: _path, ...passage }) => passage) };
  return { tool: 'docs', source, data };
}

/** Of a question for a meaning, whose own words no document holds: 'define confidence'. */
function meaningsIn(text: string): FittingPassage[] {
  if (readTopic(text)?.topic !== 'meaning') return [];
  return findTerms(text).map(({ term: { name, meaning } }) => ({
    path: 'glossary',
    place: 'glossary',
    title: name,
    text: meaning,
  }));
}
