import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import type { Outcome, PageState } from './api.ts';

/** What everything in a conversation needs: who is looking, at what, and how to act. */
export interface Room {
  state: PageState;
  me: string;
  channel: string;
  /** The thread that is open beside the channel. */
  thread: string | undefined;
  /** Acts as the user who is looking; failures are shown. */
  perform(name: string, body: JsonObject): Promise<Outcome>;
  /** Says why something cannot be done, without trying. */
  fail(error: string): Promise<Outcome>;
  openThread(ts: string | undefined): void;
}

export const RoomContext = createContext<Room | undefined>(undefined);

/** The room around a component. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('outside of a room');
  return room;
}

/** A user's name as people read it. */
export function nameOf(state: PageState, id: string): string {
  return state.users.find((user) => user.id === id)?.real_name ?? id;
}
