"use client";

import { buttonLooks } from "./looks";

/** Says that a page failed, in both languages: translations are not at hand in the browser. */
export function PageFailed({ digest }: { digest: string | undefined }) {
  return (
    <main
      role="alert"
      className="mx-auto flex min-h-dvh max-w-xl flex-col items-center justify-center gap-4 px-safe text-center"
    >
      <h1 className="font-semibold text-xl">这个页面没有打开</h1>
      <p className="text-muted">付款和积分不受影响。</p>
      <p lang="en" className="text-muted">
        This page could not be opened. Payments and credits are not affected.
      </p>
      <button type="button" className={buttonLooks.primary} onClick={() => location.reload()}>
        重新打开 · Reload
      </button>
      {digest ? <code className="select-all break-all font-mono text-base text-muted">{digest}</code> : null}
    </main>
  );
}
