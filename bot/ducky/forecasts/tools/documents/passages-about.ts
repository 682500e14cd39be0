import type { DocsFact } from '../../fact.ts';
import type { Documents, Paragraph } from './documents.ts';

/** A paragraph that has less of a question's rare words does not answer it; by trial. */
const LEAST_COVERAGE = 0.5;
/** Nor does one that fits so much less than the best one. */
const LEAST_OF_BEST = 0.5;
const MOST_PASSAGES = 3;
/** As much of a passage as is read at a glance, in characters. */
const LONGEST_PASSAGE = 600;
/** As much as anybody asks at once; the rest of a longer text is not read. */
const LONGEST_QUESTION = 2_000;

/**
 * Searches the documents for what answers a question, the best first, at most three passages: the
 * paragraphs of one section that fit are one passage.
 */
export function passagesAbout(question: string, documents: Documents): DocsFact['passages'] {
  const sections = new Map<string, Paragraph[]>();
  for (const paragraph of fitting(question, documents)) {
    const section = `${paragraph.place} ${paragraph.title}`;
    sections.set(section, [...(sections.get(section) ?? []), paragraph]);
  }
  return [...sections.values()].slice(0, MOST_PASSAGES).flatMap(joined);
}

/** The paragraphs that may answer, the best first. */
function fitting(question: string, documents: Documents): Paragraph[] {
  const hits = documents
    .search(question.slice(0, LONGEST_QUESTION))
    .filter(({ coverage }) => coverage >= LEAST_COVERAGE)
    .map(({ paragraph, score, coverage }) => ({ paragraph, fit: score * coverage }))
    .sort((one, other) => other.fit - one.fit);
  const leastFit = LEAST_OF_BEST * (hits[0]?.fit ?? 0);
  return hits.filter(({ fit }) => fit >= leastFit).map(({ paragraph }) => paragraph);
}

/** The best paragraphs of a section in their order, as many as are read at a glance. */
function joined(paragraphs: readonly Paragraph[]): DocsFact['passages'] {
  const [best] = paragraphs;
  if (!best) return [];
  let length = 0;
  const chosen = paragraphs.filter((paragraph) => {
    length += paragraph.text.length;
    return paragraph === best || length <= LONGEST_PASSAGE;
  });
  const inOrder = chosen.sort((one, other) => one.at - other.at);
  const { place, title } = best;
  return [{ place, title, text: inOrder.map(({ text }) => text).join('\n') }];
}
