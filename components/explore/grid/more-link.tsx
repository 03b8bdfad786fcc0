"use client";

import { useEffect, useRef } from "react";
import { problemText, useExplore } from "../texts";
import type { List } from "./use-list";

/** How far below the screen loading begins. */
const AHEAD_PX = 2_000;

/**
 * The end of the list: loads the next page when it comes near. It is a link to that page, for those who do not get
 * here by script, machines among them.
 */
export function MoreLink({ list, href }: { list: List; href: string }) {
  const { texts } = useExplore();
  const mark = useRef<HTMLDivElement>(null);
  const load = useRef(list.loadMore);
  useEffect(() => {
    load.current = list.loadMore;
  });
  const isArmed = list.nextCursor !== null && list.state === "idle";
  useEffect(() => {
    if (!isArmed || !mark.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load.current();
      },
      { rootMargin: `${AHEAD_PX}px 0px` },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [isArmed]);
  const label = { idle: texts.loadMore, loading: texts.loading, failed: texts.retry }[list.state];
  return (
    <div
      ref={mark}
      className="flex min-h-16 flex-col items-center justify-center gap-2 py-4"
      aria-live="polite"
    >
      {list.state === "failed" ? (
        <p className="text-center text-muted">
          {texts.loadFailed} {problemText(texts.problems, list.error)}
        </p>
      ) : null}
      {list.nextCursor ? (
        <a
          href={href}
          rel="next"
          aria-busy={list.state === "loading" || undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            list.loadMore();
          }}
          className={`inline-flex h-10 items-center rounded-md border border-line bg-surface px-4 font-medium hover:bg-subtle sm:h-9 ${list.state === "loading" ? "animate-pulse" : ""}`}
        >
          {label}
        </a>
      ) : (
        <span className="text-muted text-sm">{texts.end}</span>
      )}
    </div>
  );
}
