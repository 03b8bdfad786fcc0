"use client";

import { useEffect, useRef, useState } from "react";
import type { Answer } from "../action/action-button";
import { buttonLooks } from "../page/looks";
import { type Consent, openTags, type SignedPage, subscribeTag } from "./open-subscribe";

export interface SubscribeTexts extends Readonly<Record<Consent, string>> {
  /** What the button says. */
  ask: string;
  preparing: string;
  unavailable: string;
}

interface SubscribeButtonProps {
  /** At most three: WeChat asks for no more at once. */
  templates: readonly string[];
  /** A server action: signs the page that asks, by its path. */
  sign: (input: { path: string }) => Promise<Answer<SignedPage>>;
  texts: SubscribeTexts;
}

/** Asks in WeChat for one more message of each template. What was allowed is what WeChat tells our server. */
export function SubscribeButton({ templates, sign, texts }: SubscribeButtonProps) {
  const place = useRef<HTMLDivElement>(null);
  const model = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"preparing" | "ready" | "unavailable">("preparing");
  const [said, setSaid] = useState<Consent | null>(null);
  const asked = templates.join();
  useEffect(() => {
    let isGone = false;
    const signed = async () => {
      const answer = await sign({ path: location.pathname + location.search });
      return answer.ok ? answer.value : null;
    };
    void openTags(signed).then((isOpen) => {
      if (isGone) return;
      if (isOpen && model.current)
        place.current?.replaceChildren(subscribeTag(asked.split(","), model.current, setSaid));
      setState(isOpen ? "ready" : "unavailable");
    });
    return () => {
      isGone = true;
    };
  }, [asked, sign]);
  const note = said ? texts[said] : state === "ready" ? "" : texts[state];
  return (
    <div className="flex flex-col gap-2">
      <div ref={place} />
      {state === "ready" ? null : (
        <button ref={model} type="button" className={buttonLooks.primary} disabled>
          {texts.ask}
        </button>
      )}
      <p role="status" className="text-center text-base text-muted">
        {note}
      </p>
    </div>
  );
}
