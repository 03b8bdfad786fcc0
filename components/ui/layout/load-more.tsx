"use client";

import { useEffect, useRef } from "react";
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
  const { hasMore, loading, failed = false, onLoadMore, label, retryLabel, endLabel, aheadPx = 1200 } = props;
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
  return (
    <div ref={mark} className="flex min-h-16 items-center justify-center py-4" aria-live="polite">
      {hasMore ? (
        <Button onClick={onLoadMore} loading={loading}>
          {failed ? retryLabel : label}
        </Button>
      ) : (
        <span className="text-muted text-sm">{endLabel}</span>
      )}
    </div>
  );
}
