"use client";

import { Heart } from "lucide-react";
import Link from "next/link";
import { useEffect, useState, useSyncExternalStore } from "react";
import { signInHref } from "../address";
import { problemText, useExplore } from "../texts";
import { type LikeState, likesStore } from "./likes-store";

interface LikeButtonProps {
  id: string;
  /** As the page was drawn. */
  likes: number;
  /** Where the server knew already; left out, the heart is empty until the browser has asked. */
  isLiked?: boolean;
  /** The image's page, to come back to from signing in. */
  page: string;
  className?: string;
}

/** A heart with its count. Visitors are led to sign in and back. */
export function LikeButton({ id, likes, isLiked = false, page, className = "" }: LikeButtonProps) {
  const { texts, locale, person } = useExplore();
  const { liked, likes: count } = useLike(id, { liked: isLiked, likes });
  const [problem, setProblem] = useState<string>();
  const number = count.toLocaleString(locale);
  const look = `inline-flex items-center justify-center gap-1.5 ${className}`;
  const heart = (
    <>
      <Heart
        strokeWidth={1.5}
        className={`size-4 shrink-0 ${liked ? "fill-accent text-accent" : ""}`}
        aria-hidden
      />
      <span className="tabular">{number}</span>
    </>
  );
  if (person === null)
    return (
      <Link
        href={signInHref(page)}
        prefetch={false}
        rel="nofollow"
        aria-label={`${texts.likeSignedOut} ${number}`}
        className={look}
      >
        {heart}
      </Link>
    );
  const press = () => {
    setProblem(undefined);
    likesStore
      .toggle(id, { liked, likes: count }, async (one, wanted) =>
        (await import("../calls")).like(one, wanted),
      )
      .catch((error: unknown) => setProblem(problemText(texts.problems, error)));
  };
  return (
    <>
      <button
        type="button"
        aria-label={`${texts.like} ${number}`}
        aria-pressed={liked}
        data-liked={liked}
        onClick={press}
        className={look}
      >
        {heart}
      </button>
      {problem ? (
        <Problem text={`${texts.likeFailed} ${problem}`} onGone={() => setProblem(undefined)} />
      ) : null}
    </>
  );
}

function useLike(id: string, drawn: LikeState): LikeState {
  const known = useSyncExternalStore(
    likesStore.subscribe,
    () => likesStore.get(id),
    () => undefined,
  );
  return known ?? drawn;
}

const SHOWN_MS = 8_000;

/** Why nothing changed, at the foot of the screen, for a while. */
function Problem({ text, onGone }: { text: string; onGone: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock runs once for each text.
  useEffect(() => {
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p
      role="alert"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-40 mx-auto w-fit max-w-sm rounded-md border border-line bg-raised px-4 py-3 text-base text-text shadow-raised sm:bottom-5"
    >
      {text}
    </p>
  );
}
