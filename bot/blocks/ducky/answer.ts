import { ACTIONS, actions, feedbackButtons, stopButton } from '../buttons.ts';
import { referenceLine } from '../failure.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import {
  askedBlock,
  askedInWords,
  closingBlocks,
  type DuckyAnswerParts,
  saidBlocks,
  saidInWords,
} from './parts.ts';

/** For an answer that holds nothing but what to mind. */
const NO_WORDS = 'I have no answer to that.';

/**
 * An answer that is still being written, with a Stop button: the message is replaced as it grows,
 * where Slack's own streaming is missing.
 */
export function partialAnswer(parts: DuckyAnswerParts): SlackMessage {
  const { questionId, said } = parts;
  const words = saidBlocks(said.text);
  const text = said.text.trim() ? escapeMrkdwn(said.text) : `Thinking. ${askedInWords(parts)}`;
  return message(text, [
    askedBlock(parts),
    ...(words.length > 0 ? words : [section('_Thinking…_')]),
    actions(stopButton(questionId)),
  ]);
}

/** The end of a streamed answer, below its words: sources, buttons and the thumbs up and down. */
export function answerFooter({ questionId, said }: DuckyAnswerParts) {
  return [...closingBlocks(said), feedbackButtons(questionId, ACTIONS.duckyFeedback)];
}

/**
 * Ducky's whole answer to a question as a message, the best form first; the second does without
 * what some workspaces refuse.
 */
export function answerToQuestion(parts: DuckyAnswerParts): SlackMessage[] {
  const { said } = parts;
  const words = saidBlocks(said.text || NO_WORDS);
  const text = said.text ? saidInWords(said) : [NO_WORDS, saidInWords(said)].join('\n').trim();
  const head = askedBlock(parts);
  return [
    message(text, [head, ...words, ...answerFooter(parts)]),
    message(text, [head, ...words, ...closingBlocks(said)]),
  ];
}

/** The answer after somebody clicked Stop: it keeps what was said until then. */
export function stoppedAnswer(parts: DuckyAnswerParts, stoppedBy: string): SlackMessage {
  const { said } = parts;
  const words = `Stopped by <@${stoppedBy}>.`;
  return message(`${words} ${said.text ? escapeMrkdwn(said.text) : askedInWords(parts)}`, [
    askedBlock(parts),
    ...saidBlocks(said.text),
    context(words),
  ]);
}

/** The error in place of an answer that failed; what was said before is not to be relied on. */
export function failedAnswer(parts: DuckyAnswerParts, explanation: string): SlackMessage {
  const words = escapeMrkdwn(explanation);
  const reference = parts.questionId.slice(0, 8);
  return message(`I could not answer. ${words} ${askedInWords(parts)} Reference: ${reference}`, [
    askedBlock(parts),
    section(`*I could not answer.*\n${words}`),
    referenceLine(reference),
  ]);
}
