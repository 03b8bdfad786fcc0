import type { ReactNode } from "react";
import { Card } from "@/components/ui/layout/card";

interface AuthSheetProps {
  title: ReactNode;
  description?: ReactNode;
  /** Ways to the other pages of this group, below the sheet. */
  footer?: ReactNode;
  children: ReactNode;
}

/** The one sheet of a page for people who are not signed in. */
export function AuthSheet({ title, description, footer, children }: AuthSheetProps) {
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {description ? <p className="mt-1 text-muted">{description}</p> : null}
      </div>
      <Card>{children}</Card>
      {footer ? <p className="flex flex-wrap items-center gap-x-2 text-muted">{footer}</p> : null}
    </div>
  );
}

export const authLinkLook = "font-medium text-text underline underline-offset-4 hover:decoration-2";
