"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { patiently } from "@/components/gallery/actions/patience";
import { toast } from "@/components/ui/feedback/toast-store";
import { collectionKeys } from "@/lib/collections/client";
import { type Upload, uploadPicture } from "@/lib/edits/client";
import { imageKeys } from "@/lib/images/client";
import { countStates, endsAll, failRest, nextReady } from "./queue";
import { useImports } from "./store";

/** So many files go out at once: networks of people have little room upwards. */
const AT_ONCE = 2;

let stopper: AbortController | null = null;

/** Stops what is on its way; what has arrived stays. */
export const stopImports = (): void => stopper?.abort();

/**
 * Sends what waits in line into the library, or into a collection of it. The lists are read again once everything
 * is there. Goes on when the page that began it is left for another one of the product.
 */
export function useRunImports() {
  const client = useQueryClient();
  const tell = useTell();
  return async (collectionId: string | null): Promise<void> => {
    const { running, setRunning, declared } = useImports.getState();
    if (running) return;
    setRunning(true);
    const controller = new AbortController();
    stopper = controller;
    const order = {
      declaration: declared ? "ai" : undefined,
      collectionId: collectionId ?? undefined,
    } as const;
    const lane = () => sendAll(order, controller.signal);
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    setRunning(false);
    stopper = null;
    if (!useImports.getState().open) tell();
    void client.invalidateQueries({ queryKey: imageKeys.all });
    void client.invalidateQueries({ queryKey: collectionKeys.all });
  };
}

/** Says how it ended to somebody who closed the window; what failed waits in it. */
function useTell() {
  const t = useTranslations("library.import");
  return () => {
    const { items, show, hide } = useImports.getState();
    const { done, failed } = countStates(items);
    toast({
      title: t("finished", { count: done }),
      ...(failed > 0
        ? { detail: t("finishedFailed", { count: failed }), action: { label: t("look"), onSelect: show } }
        : { tone: "success" as const }),
    });
    if (failed === 0) hide();
  };
}

/** Sends one after the other until nothing waits any more. */
async function sendAll(
  order: Pick<Upload, "declaration" | "collectionId">,
  signal: AbortSignal,
): Promise<void> {
  const { change, replace } = useImports.getState();
  for (;;) {
    const item = signal.aborted ? undefined : nextReady(useImports.getState().items);
    if (!item) return;
    change(item.key, { state: "sending", part: 0 });
    const send = () =>
      uploadPicture({
        ...order,
        file: item.file,
        signal,
        onProgress: (part) => change(item.key, { part }),
      });
    try {
      const { id } = await patiently(send, signal);
      change(item.key, { state: "done", part: 1, imageId: id });
    } catch (error) {
      if (signal.aborted) change(item.key, { state: "ready", part: 0 });
      else change(item.key, { state: "failed", error });
      if (endsAll(error)) replace((items) => failRest(items, error));
    }
  }
}

/** Asks before the window is closed while files are on their way. */
export function useLeaveWarning(): void {
  const running = useImports((state) => state.running);
  useEffect(() => {
    if (!running) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [running]);
}
