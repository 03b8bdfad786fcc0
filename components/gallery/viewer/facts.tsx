import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/form/copy-button";

/** A part of the panel with its heading. */
export function PanelSection({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <PanelHeading id={id}>{title}</PanelHeading>
      {children}
    </section>
  );
}

export const PanelHeading = ({ id, children }: { id: string; children: ReactNode }) => (
  <h3 id={id} className="font-medium text-muted text-sm">
    {children}
  </h3>
);

export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="flex flex-col divide-y divide-line border-line border-y">{children}</dl>
);

export function Fact({ label, copy, children }: { label: string; copy?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 py-1.5">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="tabular flex min-w-0 items-center gap-1 text-right">
        <span className="min-w-0 break-words">{children}</span>
        {copy ? <CopyButton text={copy} className="-my-1.5 -mr-2" /> : null}
      </dd>
    </div>
  );
}
