"use client";

import { useExplore } from "./texts";

interface ExploreErrorProps {
  error: unknown;
  /** Asks the server for the page once more. */
  retry: () => void;
}

/** For `error.tsx` inside the light frame: the navigation stays, the page's place says what happened. */
export function ExploreError({ error, retry }: ExploreErrorProps) {
  const { texts } = useExplore();
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-4 px-4 py-16 text-center">
      <div className="flex flex-col gap-1">
        <h1 className="font-semibold text-lg">{texts.pageFailed}</h1>
        <p className="text-balance text-muted">{texts.pageFailedDetail}</p>
      </div>
      <button
        type="button"
        onClick={retry}
        className="h-10 rounded-md border border-line bg-surface px-4 font-medium text-text hover:bg-subtle sm:h-9"
      >
        {texts.retry}
      </button>
      {digest ? (
        <p className="text-muted text-xs">
          {texts.requestId} <code className="select-all break-all font-mono">{digest}</code>
        </p>
      ) : null}
    </div>
  );
}
