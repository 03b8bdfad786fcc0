import Link from "next/link";
import { CopyButton } from "@/components/ui/form/copy-button";

interface IdProps {
  value: string;
  /** Where the record is. */
  href?: string;
}

/** An id: its kind and its last characters, whole when it is copied or pointed at. */
export function Id({ value, href }: IdProps) {
  const short = value.length > 18 ? `${value.slice(0, 6)}…${value.slice(-6)}` : value;
  return (
    <span className="inline-flex items-center gap-0.5 font-mono text-xs" title={value}>
      {href ? (
        <Link href={href} className="hover:underline">
          {short}
        </Link>
      ) : (
        short
      )}
      <CopyButton text={value} className="size-6 sm:size-6 [&_svg:not([class*='size-'])]:size-3" />
    </span>
  );
}
