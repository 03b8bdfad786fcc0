import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";

interface ClientMessagesProps {
  /** Brings the panel's texts along, which are many and which nobody else needs. */
  ofPanel?: boolean;
  children: ReactNode;
}

/** The texts that components in the browser find. */
export function ClientMessages({ ofPanel = false, children }: ClientMessagesProps) {
  const all = useMessages();
  const { admin: _panel, review: _review, ...rest } = all;
  return <NextIntlClientProvider messages={ofPanel ? all : rest}>{children}</NextIntlClientProvider>;
}
