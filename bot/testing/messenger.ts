import type { Messenger } from '../conversation/messenger.ts';

/** A stub of Slack of which a test decides what publishing does; nothing else happens in it. */
export function testMessenger(publish: Messenger['publish']): Messenger {
  const messenger: Messenger = {
    publish,
    whisper: async () => {},
    findPost: async () => undefined,
    startStream: async () => undefined,
    appendStream: async () => false,
    stopStream: async () => false,
    inTurn: (_, work) => work(messenger),
  };
  return messenger;
}
