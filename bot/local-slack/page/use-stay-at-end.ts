import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const NEAR_END_PX = 160;

interface StayAtEnd {
  list: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  onScroll(): void;
}

/** Keeps a scrolling list at its end while its content grows, unless somebody scrolled up. */
export function useStayAtEnd(): StayAtEnd {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const wasNearEnd = useRef(true);
  useLayoutEffect(() => {
    const stayAtEnd = () => {
      if (list.current && wasNearEnd.current) list.current.scrollTop = list.current.scrollHeight;
    };
    // Messages arrive, and images in them grow when they have loaded.
    const observer = new ResizeObserver(stayAtEnd);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    if (!list.current) return;
    const { scrollHeight, scrollTop, clientHeight } = list.current;
    wasNearEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  };
  return { list, content, onScroll };
}
