"use client";

import { Share2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { CopyText } from "./copy-text";

interface ShareButtonsProps {
  address: string;
  title: string;
  copyLabel: string;
  shareLabel: string;
  className: string;
}

const never = () => () => {};
const canShare = () => typeof navigator.share === "function";

/** The link for copying, and the device's own way of sharing where it has one. */
export function ShareButtons({ address, title, copyLabel, shareLabel, className }: ShareButtonsProps) {
  const isNative = useSyncExternalStore(never, canShare, () => false);
  return (
    <>
      <CopyText text={address} label={copyLabel} className={className} />
      {isNative ? (
        <button
          type="button"
          // Closing the device's sheet rejects as well; either way there is nothing to say.
          onClick={() => void navigator.share({ url: address, title }).catch(() => {})}
          className={className}
        >
          <Share2 strokeWidth={1.5} aria-hidden />
          {shareLabel}
        </button>
      ) : null}
    </>
  );
}
