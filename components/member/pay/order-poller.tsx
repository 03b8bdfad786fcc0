"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { OrderView } from "@/lib/orders/schema";
import type { Answer } from "../action/action-button";
import { buttonLooks } from "../page/looks";

export interface OrderPollerProps {
  /** A server action with the order bound: asks WeChat Pay where that is due. */
  check: () => Promise<Answer<Pick<OrderView, "status">>>;
  /** What the page shows. */
  status: OrderView["status"];
  /** Null asks once and shows nothing. */
  texts: { asking: string; later: string; again: string; order: string } | null;
  /** The order's page for who does not wait any longer. */
  href: string;
}

const ASK_EVERY_MS = 1_500;
const ASK_FOR_MS = 60_000;

/** Asks our server until the order is no longer what the page shows; after a minute only when it is told to. */
export function OrderPoller({ check, status, texts, href }: OrderPollerProps) {
  const router = useRouter();
  const [round, setRound] = useState(0);
  const [isLate, setLate] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round begins when somebody asks for one, not when a page brings the same action once more.
  useEffect(() => {
    const endAt = Date.now() + (texts ? ASK_FOR_MS : 0);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    setLate(false);
    async function ask() {
      const answer = await check().catch(() => null);
      if (isOver) return;
      if (answer?.ok && answer.value.status !== status) router.refresh();
      if (Date.now() >= endAt) return setLate(true);
      timer = setTimeout(ask, ASK_EVERY_MS);
    }
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [round, status]);
  // Somebody who comes back to the page after a while should not find an old answer.
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && isLate && setRound((n) => n + 1);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [isLate]);
  if (!texts) return null;
  return (
    <div className="flex w-full flex-col gap-3">
      <p role="status" className="text-center text-muted">
        {isLate ? texts.later : texts.asking}
      </p>
      {isLate ? (
        <>
          <button type="button" className={buttonLooks.plain} onClick={() => setRound(round + 1)}>
            {texts.again}
          </button>
          <a href={href} className="flex min-h-11 items-center justify-center underline">
            {texts.order}
          </a>
        </>
      ) : null}
    </div>
  );
}
