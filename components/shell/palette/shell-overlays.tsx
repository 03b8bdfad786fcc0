"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { useOverlay } from "./overlay-store";
import { isTyping, overlayOf } from "./press";

const Palette = lazy(() => import("./palette").then((module) => ({ default: module.Palette })));
const KeyboardHelp = lazy(() =>
  import("../keyboard/keyboard-help").then((module) => ({ default: module.KeyboardHelp })),
);

/** Hears the keys that work on every page, and fetches what they open when it is first wanted. */
export function ShellOverlays({ signOut }: { signOut: (() => Promise<unknown>) | null }) {
  const overlay = useOverlay((state) => state.overlay);
  const show = useOverlay((state) => state.show);
  useOverlayKeys();
  useFocusBack();
  // What was opened once stays, closed, so that it can fade away and comes back at once.
  const [wanted, setWanted] = useState({ palette: false, keyboard: false });
  if (overlay && !wanted[overlay]) setWanted({ ...wanted, [overlay]: true });
  const closed = (open: boolean) => {
    if (!open) show(null);
  };
  return (
    <Suspense>
      {wanted.palette ? (
        <Palette open={overlay === "palette"} onOpenChange={closed} signOut={signOut} />
      ) : null}
      {wanted.keyboard ? <KeyboardHelp open={overlay === "keyboard"} onOpenChange={closed} /> : null}
    </Suspense>
  );
}

function useOverlayKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { overlay, show } = useOverlay.getState();
      const wanted = overlayOf(event, isTyping(event.target));
      if (!wanted) return;
      event.preventDefault();
      show(overlay === wanted ? null : wanted);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Neither window has a trigger of its own, so the focus is given back here. */
function useFocusBack(): void {
  const overlay = useOverlay((state) => state.overlay);
  useEffect(() => {
    if (overlay !== null) return;
    const { origin } = useOverlay.getState();
    if (origin instanceof HTMLElement && origin.isConnected && origin !== document.body) origin.focus();
  }, [overlay]);
}
