"use client";

import { digestOf } from "./digest";
import type { RouteErrorProps } from "./route-error";

/**
 * An error page that needs nothing: no translations, no providers. It speaks both languages. It is part of every page,
 * of the member pages' few kilobytes too, so its button is made of plain classes.
 */
export function BareError({ error, retry }: RouteErrorProps) {
  const digest = digestOf(error);
  return (
    <main
      role="alert"
      className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-5 px-4 text-center"
    >
      <div className="flex flex-col gap-1">
        <h1 className="font-semibold text-xl">这个页面出错了</h1>
        <p className="text-muted">已保存的作品和积分不受影响。</p>
        <p lang="en" className="text-muted">
          This page failed. Your saved images and credits are not affected.
        </p>
      </div>
      <button
        type="button"
        onClick={retry}
        className="h-10 rounded-md border border-line bg-surface px-4 font-medium text-text hover:bg-subtle"
      >
        重试 · Try again
      </button>
      {digest ? <code className="select-all break-all font-mono text-muted text-xs">{digest}</code> : null}
    </main>
  );
}
