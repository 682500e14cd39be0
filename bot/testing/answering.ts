import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { owedAnswer } from '../../data/postgres/questions/owed-questions.ts';
import { acceptQuestion, findQuestion } from '../../data/postgres/questions/questions.ts';
import { Semaphore } from '../../data/semaphore.ts';
import { testPostgres } from '../../data/testing/databases.ts';
import type { Messenger, Place } from '../conversation/messenger.ts';
import type { Explain } from '../ducky/forecasts/question.ts';
import { ChannelQueue } from '../slack/sending/channel-queue.ts';
import { testMessenger } from './messenger.ts';

const MAX_LOOKS = 2_000;

/** What answering a question takes, with a real database and a Slack that holds what was said. */
export async function openAnswering(t: TestContext, { explain }: { explain: Explain }) {
  const slack = smallSlack();
  // Before the database ends: what waits for Slack holds connections.
  t.after(() => slack.letGo());
  const { pool: db } = await testPostgres(t);
  await migratePostgres(db);
  const thinking: boolean[] = [];
  let asked = 0;
  const accept = async (channel = 'C1') => {
    asked += 1;
    const destination = { channel, threadTs: '1.1' };
    const text = `why ${asked}?`;
    const wanted = { dedupeKey: text, requestedBy: 'UALICE', teamId: 'T1', text, destination };
    const question = await acceptQuestion(db, wanted, new Date());
    if (!question) throw new Error('accepted before');
    return question.id;
  };
  const services = {
    db,
    messenger: slack.messenger,
    openDirect: async () => 'DALICE',
    agent: {
      setThinking: async (_: unknown, isThinking: boolean) => void thinking.push(isThinking),
      suggest: async () => {},
    },
    explain,
    updateGate: new Semaphore(2),
    answerIntervalMs: 0,
    now: () => new Date(),
    log: pino({ level: 'silent' }),
  };
  return {
    db,
    services,
    accept,
    slack,
    /** In which order Ducky was shown to think, and not to. */
    thinking,
    status: async (id: string) => (await findQuestion(db, id))?.status,
    isOwed: async (id: string) => (await owedAnswer(db, id)) !== undefined,
    until,
  };
}

/** Polls until something has become true; throws where it does not. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    if (await isTrue()) return;
    await sleep(5);
  }
  throw new Error(`this has not become true: ${isTrue}`);
}

/** A fake Slack in memory: messages by their `ts`, which grow and are replaced. */
function smallSlack() {
  const texts = new Map<string, string>();
  const names = new Map<string, string>();
  const closed = new Set<string>();
  const turns = new ChannelQueue((ms) => sleep(ms));
  let hold = Promise.withResolvers<void>();
  let streams = Promise.withResolvers<void>();
  hold.resolve();
  streams.resolve();
  let begun = 0;
  const post = ({ channel, post: name }: Place, text: string) => {
    const ts = `2.${texts.size}`;
    texts.set(ts, text);
    if (name) names.set(`${channel} ${name.id}`, ts);
    return ts;
  };
  const add = (ts: string, text: string) => texts.set(ts, `${texts.get(ts)}${text}`);
  const direct = testMessenger(async (place, { text }) => {
    if (closed.has(place.channel)) return { refused: 'place', closed: 'archived' };
    if (place.messageTs === undefined) return { messageTs: post(place, text) };
    texts.set(place.messageTs, text);
    return { messageTs: place.messageTs };
  });
  const messenger: Messenger = {
    ...direct,
    findPost: async ({ channel, post: name }) => names.get(`${channel} ${name?.id}`),
    async startStream(place) {
      if (closed.has(place.channel)) return undefined;
      begun += 1;
      await streams.promise;
      return post(place, '');
    },
    async appendStream({ messageTs }, markdown) {
      add(messageTs, markdown);
      return true;
    },
    async stopStream({ messageTs }, { markdown }) {
      add(messageTs, markdown);
      return true;
    },
    inTurn(channel, work, rank) {
      const held = async () => {
        await hold.promise;
        return work(messenger);
      };
      return turns.take(channel, held, rank);
    },
  };
  return {
    messenger,
    /** What the messages say, the oldest first. */
    shown: () => [...texts.values()],
    /** Lets nothing be written there any more. */
    close: (channel: string) => void closed.add(channel),
    /** No channel has its turn before this is resolved. */
    holdTurns: () => (hold = Promise.withResolvers<void>()),
    /** No stream is started before this is resolved. */
    holdStreams: () => (streams = Promise.withResolvers<void>()),
    /** Holds nothing any more. */
    letGo: () => {
      hold.resolve();
      streams.resolve();
    },
    /** How many streams were asked for. */
    streamsBegun: () => begun,
  };
}
