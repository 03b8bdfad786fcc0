"use client";

import Link from "next/link";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { signInHref } from "../address";
import { useExplore } from "../texts";
import type { ReportWords } from "./report-words";

interface ReportButtonProps {
  id: string;
  /** The image's page, to come back to from signing in. */
  page: string;
  words: ReportWords;
  icon: ReactNode;
  className: string;
}

// A window that hardly anybody opens is not part of what everybody loads.
const ReportDialog = lazy(() =>
  import("./report-dialog").then((loaded) => ({ default: loaded.ReportDialog })),
);

/** Opens the report; visitors are led to sign in and back. */
export function ReportButton({ id, page, words, icon, className }: ReportButtonProps) {
  const { person } = useExplore();
  const [isOpen, setIsOpen] = useState(false);
  const [isSent, setIsSent] = useState(false);
  if (person === null)
    return (
      <Link href={signInHref(page)} prefetch={false} rel="nofollow" className={className}>
        {icon}
        {words.open}
      </Link>
    );
  return (
    <>
      {isSent ? null : (
        <button type="button" aria-haspopup="dialog" onClick={() => setIsOpen(true)} className={className}>
          {icon}
          {words.open}
        </button>
      )}
      <p role="status" className="basis-full text-sm">
        {isSent ? words.sent : null}
      </p>
      {isOpen ? (
        <Suspense>
          <ReportDialog
            id={id}
            words={words}
            onClose={() => setIsOpen(false)}
            onSent={() => {
              setIsOpen(false);
              setIsSent(true);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
