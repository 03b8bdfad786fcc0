"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "../form/button";

interface LoadMoreProps {
  hasMore: boolean;
  loading: boolean;
  /** Set when the last page failed; then nothing happens by itself and the button says `retryLabel`. */
  failed?: boolean;
  onLoadMore: () => void;
  label: string;
  retryLabel: string;
  /** Said at the end of the list. */
  endLabel?: string;
  /** How far below the screen loading begins. */
  aheadPx?: number;
}

/** The end of an endless list: loads the next page when it comes near, and is a button for everyone else. */
export function LoadMore(props: LoadMoreProps) {
  const { hasMore, loading, failed = false, onLoadMore, label, retryLabel, endLabel, aheadPx = 2000 } = props;
  const mark = useRef<HTMLDivElement>(null);
  const load = useRef(onLoadMore);
  useEffect(() => {
    load.current = onLoadMore;
  });
  const armed = hasMore && !loading && !failed;
  useEffect(() => {
    if (!armed || !mark.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load.current();
      },
      { rootMargin: `${aheadPx}px 0px` },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [armed, aheadPx]);
  const { round, row } = useRounds(loading, mark);
  return (
    // Another row after each page: moved below what came, the same one would be a shift of the layout.
    <div className="contents" aria-live="polite">
      <div key={round} ref={mark} {...row} className="flex min-h-16 items-center justify-center py-4">
        {hasMore ? (
          <Button onClick={onLoadMore} loading={loading}>
            {failed ? retryLabel : label}
          </Button>
        ) : (
          <span className="text-muted text-sm">{endLabel}</span>
        )}
      </div>
    </div>
  );
}

/** Counts the pages that have come, and hands the focus on to the button of the next round. */
function useRounds(loading: boolean, mark: RefObject<HTMLDivElement | null>) {
  const [wasLoading, setWasLoading] = useState(loading);
  const [round, setRound] = useState(0);
  if (wasLoading !== loading) {
    setWasLoading(loading);
    if (!loading) setRound(round + 1);
  }
  const focused = useRef(false);
  const shown = useRef(round);
  useLayoutEffect(() => {
    if (shown.current === round) return;
    shown.current = round;
    if (focused.current) mark.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [round, mark]);
  const row = {
    onFocus: () => {
      focused.current = true;
    },
    onBlur: () => {
      focused.current = false;
    },
  };
  return { round, row };
}
