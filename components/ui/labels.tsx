"use client";

import { createContext, type ReactNode, useContext } from "react";

/** The few words that these components say themselves; the application translates them. */
export interface UiLabels {
  close: string;
  dismiss: string;
  copy: string;
  copied: string;
  copyFailed: string;
  notifications: string;
  showPassword: string;
  hidePassword: string;
  clear: string;
  loading: string;
}

const LabelsContext = createContext<UiLabels>({
  close: "Close",
  dismiss: "Dismiss",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying failed",
  notifications: "Notifications",
  showPassword: "Show password",
  hidePassword: "Hide password",
  clear: "Clear",
  loading: "Loading",
});

export function UiLabelsProvider({ labels, children }: { labels: UiLabels; children: ReactNode }) {
  return <LabelsContext value={labels}>{children}</LabelsContext>;
}

export const useUiLabels = (): UiLabels => useContext(LabelsContext);
