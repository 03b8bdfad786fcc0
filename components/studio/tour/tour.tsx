"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Route, X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/form/button";
import { generationsQuery } from "@/lib/generations/client";
import { hasSeenTour, rememberTour } from "./memory";
import { TourPopover } from "./tour-popover";

const never = () => () => {};

/**
 * Offers newcomers a short tour, below everything else so that nothing moves, and shows it when they take the offer or
 * come by `?tour=start`. Nobody is taken along unasked.
 */
export function Tour({ owner }: { owner: string }) {
  const t = useTranslations("tour");
  const [running, setRunning] = useState(false);
  const [declined, setDeclined] = useState(false);
  // The server knows nothing of this browser's memory; it offers nothing.
  const seen = useSyncExternalStore(
    never,
    () => hasSeenTour(owner),
    () => true,
  );
  const { data } = useInfiniteQuery(generationsQuery());
  const isNew = data?.pages[0]?.items.length === 0;
  useAskedFor(() => setRunning(true));
  const end = () => {
    rememberTour(owner);
    setDeclined(true);
    setRunning(false);
  };
  if (running) return <TourPopover onEnd={end} />;
  if (!isNew || seen || declined) return null;
  return (
    <div className="mx-auto flex max-w-2xl items-center gap-1">
      <Button onClick={() => setRunning(true)}>
        <Route strokeWidth={1.5} className="text-muted" aria-hidden />
        {t("offer")}
      </Button>
      <Button variant="ghost" size="icon" aria-label={t("decline")} onClick={end}>
        <X strokeWidth={1.5} className="text-muted" aria-hidden />
      </Button>
    </div>
  );
}

const PARAMETER = "tour";

/** Calls back when the address asks for the tour, and takes the question out of the address. */
function useAskedFor(start: () => void): void {
  const asked = useSearchParams().get(PARAMETER) === "start";
  const latest = useRef(start);
  useEffect(() => {
    latest.current = start;
  });
  useEffect(() => {
    if (!asked) return;
    const url = new URL(window.location.href);
    url.searchParams.delete(PARAMETER);
    window.history.replaceState(null, "", url.pathname + url.search);
    latest.current();
  }, [asked]);
}
