"use client";

import { useEffect, useRef } from "react";

interface ReviewKeys {
  approve: () => unknown;
  refuse: () => unknown;
  next: () => unknown;
  previous: () => unknown;
  /** Gives up what was begun. */
  leave: () => unknown;
}

const actions: Record<string, keyof ReviewKeys> = {
  a: "approve",
  r: "refuse",
  j: "next",
  ArrowRight: "next",
  k: "previous",
  ArrowLeft: "previous",
  Escape: "leave",
};

/** A approves, R refuses, J and K go on and back, Esc gives up a refusal. Not while somebody writes, and not with a modifier. */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isWriting =
        event.target instanceof Element && event.target.closest("input, textarea, select, [role=dialog]");
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action) return;
      event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
