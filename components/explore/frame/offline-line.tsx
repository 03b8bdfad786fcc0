"use client";

import { useSyncExternalStore } from "react";
import { useExplore } from "../texts";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** A line under the header while there is no network. */
export function OfflineLine() {
  const { texts } = useExplore();
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status">
      {isOnline ? null : (
        <p className="border-line border-b bg-subtle px-safe py-2 text-sm">
          <span className="font-medium">{texts.offline}</span>{" "}
          <span className="text-muted">{texts.offlineDetail}</span>
        </p>
      )}
    </div>
  );
}
