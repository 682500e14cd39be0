import { type Gist, gistOf } from './read-topic/gist.ts';
import type { Idea } from './read-topic/ideas.ts';
import { RULES } from './read-topic/rules.ts';
import type { Topic } from './topic.ts';

/** What a question is about. */
export interface TopicRead {
  readonly topic: Topic;
}

export interface ReadTopicOptions {
  /** True where a forecast is at hand that 'the number' may mean, as it is unless told. */
  readonly hasForecast?: boolean;
}

/** Words of these make a text ours, even where it holds words that nobody knows. */
const OURS: readonly Idea[] = [
  'quantity',
  'data',
  'model',
  'level',
  'changed',
  'right',
  'more',
  'past',
  'limits',
  'sure',
  'feature',
  'part',
];

/**
 * Reads which topic a text asks about, by rule; undefined where it asks for a forecast, for
 * something else, or for nothing.
 */
export function readTopic(
  text: string,
  { hasForecast = true }: ReadTopicOptions = {},
): TopicRead | undefined {
  const gist = gistOf(text);
  if (isAboutSomethingElse(gist)) return undefined;
  const rule = RULES.find(({ fits }) => fits(gist, { hasForecast }));
  return rule && { topic: rule.topic };
}

function isAboutSomethingElse({ ideas, telling, foreign, terms }: Gist): boolean {
  if (ideas.has('outside') || foreign > telling) return true;
  return foreign > 0 && terms.length === 0 && !OURS.some((idea) => ideas.has(idea));
}
