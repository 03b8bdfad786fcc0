import type { ReactNode } from "react";

/** The quiet headings of the panel beside an image. */
export const SectionHeading = ({ id, children }: { id: string; children: ReactNode }) => (
  <h2 id={id} className="font-medium text-muted text-sm">
    {children}
  </h2>
);
