"use client";

import { Button } from "@/components/ui/form/button";
import { Seal } from "../logo";
import { digestOf, type RouteErrorProps } from "./route-error";

/** An error page that needs nothing: no translations, no providers. It speaks both languages. */
export function BareError({ error, retry }: RouteErrorProps) {
  const digest = digestOf(error);
  return (
    <main
      role="alert"
      className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-5 px-4 text-center"
    >
      <Seal className="size-10" />
      <div className="flex flex-col gap-1">
        <h1 className="font-semibold text-xl">这个页面出错了</h1>
        <p className="text-muted">已保存的作品和积分不受影响。</p>
        <p lang="en" className="text-muted">
          This page failed. Your saved images and credits are not affected.
        </p>
      </div>
      <Button onClick={retry}>重试 · Try again</Button>
      {digest ? <code className="select-all break-all font-mono text-muted text-xs">{digest}</code> : null}
    </main>
  );
}
