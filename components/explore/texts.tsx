"use client";

import { createContext, type ReactNode, useContext } from "react";
import { likesStore } from "./likes/likes-store";

/** The words that the few client parts of these pages say; the server translates them. */
export interface ExploreTexts {
  like: string;
  likeSignedOut: string;
  likeFailed: string;
  loadMore: string;
  loading: string;
  retry: string;
  loadFailed: string;
  end: string;
  imageFailed: string;
  copied: string;
  copyFailed: string;
  pageFailed: string;
  pageFailedDetail: string;
  requestId: string;
  offline: string;
  offlineDetail: string;
  /** Sentences by the codes of refusals; `unknown` for every other one. */
  problems: Readonly<Record<string, string>>;
}

interface ExploreContext {
  texts: ExploreTexts;
  locale: string;
  /** The name of who is signed in; null for a visitor. */
  person: string | null;
}

const Context = createContext<ExploreContext | null>(null);

/**
 * Words, language and whether somebody is signed in. Instead of the shell's providers, whose libraries and complete
 * messages would make up half of what a visitor loads.
 */
export function ExploreProvider({ value, children }: { value: ExploreContext; children: ReactNode }) {
  likesStore.belongTo(value.person);
  return <Context value={value}>{children}</Context>;
}

export function useExplore(): ExploreContext {
  const value = useContext(Context);
  if (!value) throw new Error("This part stands inside of ExploreProvider only.");
  return value;
}

/** A sentence about whatever was thrown, by its stable code. */
export function problemText(problems: ExploreTexts["problems"], error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return problems[code] ?? problems.unknown ?? "";
}
