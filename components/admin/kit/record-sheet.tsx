"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Sheet } from "@/components/ui/overlay/sheet";

interface RecordSheetProps {
  title: ReactNode;
  description?: ReactNode;
  /** The list without the record. */
  closeHref: string;
  children: ReactNode;
}

/** One record beside its list. It is open because the address names it, and closing it takes it out of there. */
export function RecordSheet({ title, description, closeHref, children }: RecordSheetProps) {
  const router = useRouter();
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) router.push(closeHref, { scroll: false });
      }}
      title={title}
      description={description}
      className="sm:max-w-xl"
    >
      <div className="flex flex-col gap-6 pb-4">{children}</div>
    </Sheet>
  );
}
