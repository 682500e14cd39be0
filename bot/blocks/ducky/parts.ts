import type { ActionsBlock, ContextBlock, KnownBlock, SectionBlock } from '@slack/types';

import type { Said } from '../../../data/said.ts';
import { optionButtons } from '../asking/question.ts';
import { actions } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { splitText } from '../split-text.ts';
import { bullets, context, escapeMrkdwn, plainText, quote } from '../text.ts';

/** A question and what was said to it so far. */
export interface DuckyAnswerParts {
  questionId: string;
  /** What was typed. */
  question: string;
  /** The Slack user. */
  askedBy: string;
  said: Said;
}

const QUOTE_LENGTH = 150;

/** Buttons below an answer. */
const MAX_ACTIONS = 5;

/**
 * The line above an answer that quotes the question, and who asked. Its block id is the question's:
 * by it a retry finds a message that may have been posted already.
 */
export function askedBlock(parts: DuckyAnswerParts): ContextBlock {
  return { ...context(askedInWords(parts)), block_id: parts.questionId };
}

/** `@Alice asked: “Why?”` in mrkdwn. */
export function askedInWords({ askedBy, question }: DuckyAnswerParts): string {
  return `<@${askedBy}> asked: “${quote(question, QUOTE_LENGTH)}”`;
}

/** The answer's own words as plain text, in as many sections as Slack's limit on length needs. */
export function saidBlocks(text: string): SectionBlock[] {
  return splitText(text.trim(), LIMITS.sectionText).map((piece) => ({
    type: 'section',
    text: plainText(piece, LIMITS.sectionText),
  }));
}

/** What follows an answer's words: caveats, sources, and buttons for follow-up questions. */
export function closingBlocks({ notes, sources, actions: offered }: Said): KnownBlock[] {
  return [
    ...(notes.length > 0 ? [context(notes.map(escapeMrkdwn).join('\n'))] : []),
    ...(sources.length > 0 ? [context(sourcesInWords(sources))] : []),
    ...offeredButtons(offered),
  ];
}

/** The whole answer as mrkdwn, for notifications and screen readers. */
export function saidInWords({ text, notes, sources, actions: offered }: Said): string {
  return [
    escapeMrkdwn(text.trim()),
    ...notes.map(escapeMrkdwn),
    ...(sources.length > 0 ? [sourcesInWords(sources)] : []),
    bullets(offered.map(({ label }) => label)),
  ]
    .filter(Boolean)
    .join('\n');
}

function sourcesInWords(sources: readonly string[]): string {
  return `From: ${sources.map(escapeMrkdwn).join(' · ')}`;
}

function offeredButtons(offered: Said['actions']): ActionsBlock[] {
  const options = offered.map(({ label, followUp }) => ({ label, continues: followUp }));
  const buttons = optionButtons(options.slice(0, MAX_ACTIONS));
  return buttons.length > 0 ? [actions(...buttons)] : [];
}
