import {
  findOpenQuestion,
  type Question,
  setQuestionMessage,
  storeSaid,
} from '../../../data/postgres/questions/questions.ts';
import type { Said } from '../../../data/said.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { withMessageLock } from '../message-lock.ts';
import type { DirectMessenger, Rank } from '../messenger.ts';
import { Throttle } from '../throttle.ts';
import { type AnswerStream, postGrowing, type StreamedMessage } from './streamed-message.ts';

type GrowServices = Pick<
  Conversation,
  'db' | 'messenger' | 'updateGate' | 'answerIntervalMs' | 'log'
>;

/**
 * Streams an answer into its message while it is made, at most one update in an interval. Nobody
 * waits for it: what it cannot show is told with the outcome. What is shown is stored first, so
 * that whoever stops it, in whatever process, can tell what was said.
 */
export class StreamedAnswer {
  readonly #services: GrowServices;
  readonly #question: Question;
  readonly #throttle: Throttle;
  /** Undefined where nothing can be shown. */
  #message: StreamedMessage | undefined;
  #latest: Said | undefined;

  constructor(services: GrowServices, question: Question) {
    this.#services = services;
    this.#question = question;
    const work = () => this.#inTurn('progress', (direct) => this.#showLatest(direct));
    this.#throttle = new Throttle({ intervalMs: services.answerIntervalMs, work });
  }

  /** The message that still grows; undefined where what is left must be told otherwise. */
  get stream(): AnswerStream | undefined {
    return this.#message?.stream;
  }

  /** Posts the message when it is the channel's turn, unless the question has ended by then. */
  begin(): Promise<void> {
    return this.#inTurn('message', (direct) => this.#post(direct));
  }

  /** Shows what is said by now, as soon as the interval and the channel let it. */
  show(said: Said): void {
    this.#latest = said;
    this.#throttle.request();
  }

  /** Shows no more; an update that is under way goes on. */
  end(): void {
    this.#latest = undefined;
    this.#throttle.stop();
  }

  /**
   * Works in the channel's turn and under the message's lock; after an error nothing more is shown.
   */
  async #inTurn(rank: Rank, work: (direct: DirectMessenger) => Promise<void>): Promise<void> {
    const { db, messenger, updateGate, log } = this.#services;
    const { id, destination } = this.#question;
    const locked = (direct: DirectMessenger) =>
      updateGate.run(() => withMessageLock(db, id, () => work(direct)));
    await messenger.inTurn(destination.channel, locked, rank).catch((error: unknown) => {
      log.warn({ questionId: id, reason: reasonOf(error) }, 'answer not shown yet');
      // Nobody knows how much of it Slack took.
      this.#message = undefined;
    });
  }

  /**
   * Posts the message, unless an earlier attempt has: that one is left as it is until the answer is
   * whole, as nobody knows how much of it was shown.
   * @throws AppError where Ducky may not write there.
   */
  async #post(direct: DirectMessenger): Promise<void> {
    const { db } = this.#services;
    const { id, status, destination, createdAt } = this.#question;
    const stored = await findOpenQuestion(db, id);
    if (!stored || stored.destination.messageTs !== undefined) return;
    const named = { ...destination, post: { id, since: createdAt } };
    const found = status === 'running' ? await direct.findPost(named) : undefined;
    if (found === undefined) this.#message = await postGrowing(direct, this.#question);
    const messageTs = found ?? this.#message?.messageTs;
    if (messageTs !== undefined) await setQuestionMessage(db, id, messageTs);
  }

  /** Stores what is said by now, and shows it unless the question has ended. */
  async #showLatest(direct: DirectMessenger): Promise<void> {
    const said = this.#latest;
    this.#latest = undefined;
    if (!said || !this.#message) return;
    const isOpen = await storeSaid(this.#services.db, this.#question.id, said);
    if (!isOpen) return;
    const isShown = await this.#message.grow(direct, said);
    if (!isShown) this.#message = undefined;
  }
}
