import { setTimeout as timer } from 'node:timers/promises';

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

import type { DirectMessenger, Messenger } from '../../conversation/messenger.ts';
import { ChannelQueue, type Sleep } from './channel-queue.ts';
import { findPost } from './find-post.ts';
import { publish, repeatablePost, whisper } from './publish.ts';
import { isAway, readableError } from './refusals.ts';
import { appendStream, startStream, stopStream } from './stream.ts';

/** A call that Slack does not take now is tried again for a quarter of a minute, then fails. */
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000];

export interface SlackMessengerOptions {
  log: Logger;
  sleep?: Sleep;
}

/** Slack's Web API as the conversation's messenger; `client` must not repeat calls by itself. */
export function slackMessenger(
  client: WebClient,
  { log, sleep = (ms) => timer(ms) }: SlackMessengerOptions,
): Messenger {
  const queue = new ChannelQueue(sleep);
  const direct: DirectMessenger = {
    publish: (place, message) => readably(() => publish(client, place, message)),
    findPost: (place) => readably(() => findPost(client, place, log)),
    startStream: (place, opening) => readably(() => startStream(client, place, opening, log)),
    appendStream: (message, markdown) =>
      readably(() => appendStream(client, message, markdown, log)),
    stopStream: (message, closing) => readably(() => stopStream(client, message, closing, log)),
  };
  return {
    ...direct,
    publish(place, message) {
      const post = repeatablePost(client, { place, message, log });
      const update = () => publish(client, place, message);
      const work = place.messageTs === undefined ? post : update;
      return queue.take(place.channel, () => readably(() => persistently(work, sleep)));
    },
    whisper(to, message) {
      const work = () => whisper(client, to, message);
      return queue.take(to.channel, () => readably(() => persistently(work, sleep)));
    },
    inTurn: (channel, work, rank) => queue.take(channel, () => work(direct), rank),
  };
}

async function readably<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw readableError(error);
  }
}

/** Retries a call with growing pauses while Slack is away. */
async function persistently<T>(work: () => Promise<T>, sleep: Sleep): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await sleep(delayMs);
  }
  return work();
}
