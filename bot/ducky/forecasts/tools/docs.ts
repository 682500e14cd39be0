import { findTerms } from '../../../../prompts/ducky/glossary.ts';
import { readTopic } from '../../../../prompts/ducky/read-topic.ts';
import type { DocsFact, Fact } from '../fact.ts';
import { type ForecastQuestion, hasForecast } from '../question.ts';
import { openDocuments } from './documents/documents.ts';
import { passagesAbout } from './documents/passages-about.ts';

type Passages = DocsFact['passages'];
type Question = Pick<ForecastQuestion, 'text' | 'requestId'>;

/**
 * Looks up the glossary for the words whose meaning is asked for, else Ducky's own documents for
 * passages that fit the question; undefined where none does.
 */
export async function findDocs({
  question,
}: {
  question: Question;
}): Promise<Fact<'docs'> | undefined> {
  const meanings = meaningsIn(question);
  if (meanings.length > 0) return docsFact(meanings);
  const passages = passagesAbout(question.text, await openDocuments());
  return passages.length > 0 ? docsFact(passages) : undefined;
}

/** Some passages, with the documents that they are from as their source. */
export function docsFact(passages: Passages): Fact<'docs'> {
  const source = passages.map(({ place, title }) => `${documentOf(place)}: ${title}`).join('; ');
  return { tool: 'docs', source, data: { passages } };
}

/** `README.md` of `README.md:253-270`. */
function documentOf(place: string): string {
  return place.replace(/:[\d-]+$/, '');
}

function meaningsIn(question: Question): Passages {
  const topic = readTopic(question.text, { hasForecast: hasForecast(question) });
  if (topic !== 'meaning') return [];
  const terms = new Set(findTerms(question.text).map(({ term }) => term));
  return [...terms].map(({ name, meaning }) => ({ place: 'glossary', title: name, text: meaning }));
}
