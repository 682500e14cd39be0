import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { pino } from 'pino';

import { systemClock } from '../../../data/calendar.ts';
import { readConfig } from '../../../data/config.ts';
import {
  isProgram,
  type RunningProgram,
  runChildProgram,
} from '../../../data/embedded/child-program.ts';
import { openQueues } from '../../../jobs/queue.ts';
import type { SlackTokens } from '../../slack/app.ts';
import { type Closer, closeAll, openStores, type StoreAddresses } from '../runtime.ts';
import { openSlackBot } from '../slack-bot.ts';

/** Where the bench's servers and its local Slack are. */
export interface BotSettings {
  addresses: StoreAddresses;
  slackApiUrl: string;
  tokens: SlackTokens;
}

/** Asks the process for a full garbage collection, so that only what is in use is measured. */
export const COLLECT: NodeJS.Signals = 'SIGUSR2';

/** The bot as a process of its own, so that its memory can be told from the local Slack's. */
async function serveBot({ addresses, slackApiUrl, tokens }: BotSettings): Promise<RunningProgram> {
  collectOnSignal();
  const config = readConfig({});
  const log = pino({ level: 'error' }, pino.destination(2));
  const closers: Closer[] = [];
  const stores = await openStores(addresses, { config, log, closers });
  const queues = await openQueues({ databaseUrl: addresses.databaseUrl, log });
  closers.push(() => queues.close());
  const clock = systemClock;
  const bot = await openSlackBot({ config, stores, queues, tokens, slackApiUrl, clock, log });
  closers.push(() => bot.stop());
  return { pids: [], stop: () => closeAll(closers) };
}

function collectOnSignal(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  process.on(COLLECT, () => {
    if (typeof collect === 'function') collect();
  });
}

if (isProgram(import.meta.url)) runChildProgram(serveBot);
