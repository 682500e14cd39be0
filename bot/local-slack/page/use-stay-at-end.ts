import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const NEAR_END_PX = 160;

/** Room above a message that is taller than the list. */
const HEADROOM_PX = 12;

interface StayAtEnd {
  list: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  onScroll(): void;
}

/**
 * Keeps a scrolling list at its end while its content grows, but never past the beginning of the
 * last message, which says the most. Who scrolls up is left alone until `sent` changes.
 */
export function useStayAtEnd(sent: number): StayAtEnd {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const lastTop = useRef(0);
  useLayoutEffect(() => {
    const follow = () => {
      if (list.current && isFollowing.current) scrollToLast(list.current, content.current);
    };
    // Messages arrive, and images in them grow when they have loaded.
    const observer = new ResizeObserver(follow);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    isFollowing.current = true;
    if (list.current) scrollToLast(list.current, content.current);
  }, [sent]);
  const onScroll = () => {
    if (!list.current) return;
    const { scrollHeight, scrollTop, clientHeight } = list.current;
    // Content that grew leaves the end far away too, so only a move upwards is somebody's wish.
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) isFollowing.current = true;
    else if (scrollTop < lastTop.current) isFollowing.current = false;
    lastTop.current = scrollTop;
  };
  return { list, content, onScroll };
}

/** Only ever scrolls down: who reads on in a long message is not taken back to its beginning. */
function scrollToLast(list: HTMLDivElement, content: HTMLDivElement | null): void {
  const end = list.scrollHeight - list.clientHeight;
  const last = content?.lastElementChild;
  if (!last) return;
  const distance = last.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const beginning = list.scrollTop + distance - HEADROOM_PX;
  list.scrollTop = Math.max(list.scrollTop, Math.min(end, beginning));
}
