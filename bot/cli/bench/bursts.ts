import { performance } from 'node:perf_hooks';

import type { LocalSlack } from '../../local-slack/server.ts';
import { DEFAULT_SEED, type WorkspaceSeed } from '../../local-slack/state/seed.ts';
import { playground } from '../../testing/playground.ts';

/** Commands given at once, each by somebody else in a channel of their own. */
export const BURST = 50;

const ANSWER_TIMEOUT_MS = 60_000;

const PLACES = ['Mumbai', 'Pune', 'Delhi', 'India', 'Germany'];
const SYSTEMS = ['iOS', 'Android'];
const SEXES = ['women', 'men', 'people aged'];
const FIRST_AGES = [18, 25, 35, 45, 55];
const LAST_AGES = [24, 34, 44, 54, 64];
const AGES = FIRST_AGES.flatMap((first) =>
  LAST_AGES.filter((last) => last > first).map((last) => `${first}-${last}`),
);
const PEOPLE = AGES.flatMap((ages) => SEXES.map((sex) => `${sex} ${ages}`));
const PEOPLE_AT_ONCE = BURST / PLACES.length / SYSTEMS.length;

/** What fifty commands given at once ask for. */
export interface Burst {
  /** Whom they name, 0 to 8: each stands for fifty other targetings. */
  audience: number;
  flightDays: number;
}

/** What happened to one command, in milliseconds since it was given. */
export interface Timing {
  /** Until it was acknowledged. */
  ackMs: number;
  /** Until its answer stood in the channel. */
  answerMs: number;
}

/** A workspace with a channel and a user for each command of a burst. */
export function benchWorkspace(): Partial<WorkspaceSeed> {
  const numbers = Array.from({ length: BURST }, (_, index) => index);
  const [person] = DEFAULT_SEED.users;
  const [channel] = DEFAULT_SEED.channels;
  if (!person || !channel) throw new Error('the local Slack has people and channels');
  return {
    users: [
      ...DEFAULT_SEED.users,
      ...numbers.map((index) => ({ ...person, id: userOf(index), name: `planner-${index}` })),
    ],
    channels: numbers.map((index) => ({ ...channel, id: channelOf(index), name: `room-${index}` })),
  };
}

/** Gives fifty commands at once, each of another targeting, and waits for their answers. */
export function runBurst(slack: LocalSlack, burst: Burst): Promise<Timing[]> {
  const give = (_: unknown, index: number) => giveCommand(slack, { ...burst, index });
  return Promise.all(Array.from({ length: BURST }, give));
}

/** Gives one slash command, and times its acknowledgement and its answer. */
async function giveCommand(
  slack: LocalSlack,
  { index, audience, flightDays }: Burst & { index: number },
): Promise<Timing> {
  const channel = channelOf(index);
  const before = slack.workspace.messages.inChannel(channel).length;
  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  const answered = slack
    .waitFor(() => isAnswer(slack, { channel, before }), ANSWER_TIMEOUT_MS)
    .then(since);
  const acknowledged = playground(slack.url)
    .command(userOf(index), `${targetingOf(index, audience)} next ${flightDays} days`, channel)
    .then(since);
  const [ackMs, answerMs] = await Promise.all([acknowledged, answered]);
  return { ackMs, answerMs };
}

/** Whether the placeholder has given way to an answer: a forecast, or why there is none. */
function isAnswer(
  { workspace }: LocalSlack,
  { channel, before }: { channel: string; before: number },
): boolean {
  const messages = workspace.messages.inChannel(channel).slice(before);
  return messages.some(({ text }) => /impressions a day|^No forecast/.test(text));
}

/** The words of a targeting, another one for each command of a burst. */
function targetingOf(index: number, audience: number): string {
  const group = Math.floor(index / PEOPLE_AT_ONCE);
  const people = PEOPLE[audience * PEOPLE_AT_ONCE + (index % PEOPLE_AT_ONCE)];
  const system = SYSTEMS[group % SYSTEMS.length];
  const place = PLACES[Math.floor(group / SYSTEMS.length)];
  return `${people} on ${system} in ${place}`;
}

const userOf = (index: number) => `UPLANNER${index}`;
const channelOf = (index: number) => `CROOM${index}`;
