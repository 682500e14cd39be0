import {
  findQuestion,
  type Question,
  setQuestionMessage,
  storeSaid,
} from '../../../data/postgres/questions/questions.ts';
import { NOTHING_SAID, type Said } from '../../../data/said.ts';
import { growingAnswer } from '../../blocks/ducky/answer.ts';
import { escapeMarkdown } from '../../blocks/ducky/markdown.ts';
import { askedBlock } from '../../blocks/ducky/parts.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { withMessageLock } from '../message-lock.ts';
import { type DirectMessenger, publishFirst } from '../messenger.ts';
import { answerParts } from './answer-parts.ts';

type GrowServices = Pick<Conversation, 'db' | 'messenger' | 'answerIntervalMs' | 'log'>;

/** How a message is grown: by Slack's own streaming, by replacing it, or not at all. */
type Way = 'stream' | 'replace' | 'none';

/** A message that Slack lets grow, and how much of the answer it holds. */
export interface AnswerStream {
  messageTs: string;
  /** Characters of the answer's text. */
  sentLength: number;
}

/**
 * The message in which an answer grows, at most once in an interval. What is shown is stored first,
 * so that whoever stops it, in whatever process, can tell what was said.
 */
export class GrowingAnswer {
  readonly #services: GrowServices;
  readonly #question: Question;
  #way: Way = 'none';
  #messageTs: string | undefined;
  #sentLength = 0;
  #latest: Said | undefined;
  #isResting = false;
  #timer: NodeJS.Timeout | undefined;
  #update: Promise<void> = Promise.resolve();

  constructor(services: GrowServices, question: Question) {
    this.#services = services;
    this.#question = question;
  }

  /** The message that still grows; undefined where what is left must be told otherwise. */
  get stream(): AnswerStream | undefined {
    if (this.#way !== 'stream' || this.#messageTs === undefined) return undefined;
    return { messageTs: this.#messageTs, sentLength: this.#sentLength };
  }

  /**
   * Posts the message, unless the question has ended meanwhile. One that an earlier attempt has posted is left as it is until the answer is
   * whole, as nobody knows how much of it was shown.
   * @throws AppError where Ducky may not write there.
   */
  async begin(): Promise<void> {
    const { db, messenger } = this.#services;
    const { id, destination } = this.#question;
    await messenger.inTurn(destination.channel, (direct) =>
      withMessageLock(db, id, async () => {
        const stored = await findQuestion(db, id);
        const isPosted = stored?.destination.messageTs !== undefined;
        if (!stored || stored.finishedAt || isPosted) return;
        await setQuestionMessage(db, id, await this.#post(direct));
      }),
    );
  }

  /** Shows what is said by now, as soon as the interval lets it. */
  show(said: Said): void {
    this.#latest = said;
    this.#showLatest();
  }

  /** Shows no more, once what is under way is through. */
  async settle(): Promise<void> {
    this.#latest = undefined;
    clearTimeout(this.#timer);
    await this.#update;
  }

  async #post(direct: DirectMessenger): Promise<string> {
    const { id, destination, createdAt, status, requestedBy, teamId } = this.#question;
    const place = { ...destination, post: { id, since: createdAt } };
    const isAgain = status === 'running';
    const found = isAgain ? await direct.findPost(place) : undefined;
    if (found !== undefined) return found;
    const parts = answerParts(this.#question, NOTHING_SAID);
    const recipient = { user: requestedBy, teamId };
    const streamTs = await direct.startStream(place, { recipient, blocks: [askedBlock(parts)] });
    this.#way = streamTs === undefined ? 'replace' : 'stream';
    const forms = [growingAnswer(parts)];
    this.#messageTs = streamTs ?? (await publishFirst(direct, place, { forms, pauseMs: 0 }));
    return this.#messageTs;
  }

  #showLatest(): void {
    if (!this.#latest || this.#isResting || this.#way === 'none') return;
    this.#isResting = true;
    this.#update = this.#updateMessage().finally(() => {
      this.#timer = setTimeout(() => {
        this.#isResting = false;
        this.#showLatest();
      }, this.#services.answerIntervalMs).unref();
    });
  }

  /** Shows what is latest when the turn comes. */
  async #updateMessage(): Promise<void> {
    const { db, messenger, log } = this.#services;
    const { id, destination } = this.#question;
    const show = async (direct: DirectMessenger) => {
      const said = this.#latest;
      if (said) await withMessageLock(db, id, () => this.#grow(direct, said));
    };
    await messenger.inTurn(destination.channel, show, 'progress').catch((error: unknown) => {
      log.warn({ questionId: id, reason: reasonOf(error) }, 'answer not shown yet');
      // Nobody knows how much of it Slack took.
      this.#way = 'none';
    });
  }

  async #grow(direct: DirectMessenger, said: Said): Promise<void> {
    const { id, destination } = this.#question;
    if (this.#latest === said) this.#latest = undefined;
    const messageTs = this.#messageTs;
    const isOpen = await storeSaid(this.#services.db, id, said);
    if (!isOpen || messageTs === undefined) {
      this.#way = 'none';
      return;
    }
    const { channel } = destination;
    if (this.#way === 'replace') {
      const form = growingAnswer(answerParts(this.#question, said));
      await direct.publish({ ...destination, messageTs }, form);
      return;
    }
    const added = escapeMarkdown(said.text.slice(this.#sentLength));
    if (added === '') return;
    const isTaken = await direct.appendStream({ channel, messageTs }, added);
    if (isTaken) this.#sentLength = said.text.length;
    else this.#way = 'none';
  }
}
