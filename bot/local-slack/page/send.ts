import type { Outcome } from './api.ts';
import type { Room } from './room.ts';

/** Sends what somebody typed: as a slash command where it begins with `/word`, else as a message. */
export function send(room: Room, typed: string, thread?: string): Promise<Outcome> {
  const text = typed.trim();
  const { channel } = room;
  const command = /^(\/[\w-]+)(?:\s+([\s\S]*))?$/.exec(text);
  if (command && thread) return room.fail('command_in_thread');
  if (command)
    return room.perform('command', { channel, command: command[1], text: command[2] ?? '' });
  return room.perform('say', { channel, text, ...(thread ? { thread_ts: thread } : {}) });
}
