"use client";

import { useEffect } from "react";

/** Whether a browser is to have the service worker: not inside of WeChat, whose web view keeps pages its own way. */
const wantsWorker = (): boolean =>
  "serviceWorker" in navigator && !/MicroMessenger/i.test(navigator.userAgent);

/**
 * Registers the service worker of builds for production, once the page has done everything else. It changes no page
 * that is open: it only keeps files that never change, and a page for when there is no network.
 */
export function ServiceWorker() {
  useEffect(() => {
    if (!__SERVICE_WORKER__ || !wantsWorker()) return;
    const register = () => {
      // Browsers refuse where storage is off; then the product goes without.
      navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" }).catch(() => {});
    };
    if (document.readyState === "complete") return register();
    window.addEventListener("load", register, { once: true });
    return () => window.removeEventListener("load", register);
  }, []);
  return null;
}
