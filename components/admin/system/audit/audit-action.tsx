import Link from "next/link";
import { cn } from "@/lib/platform/cn";
import { useActionName } from "./use-action-name";

interface AuditActionProps {
  action: string;
  /** The line itself. */
  href: string;
}

/** What was done, by its name and below it by its code. The code is the link, and a press on the name follows it too. */
export function AuditAction({ action, href }: AuditActionProps) {
  const name = useActionName()(action);
  const isNamed = name !== action;
  return (
    <span className="group relative inline-flex flex-col">
      {isNamed ? <span className="font-medium group-hover:underline">{name}</span> : null}
      <Link
        href={href}
        scroll={false}
        className={cn(
          "w-fit font-mono text-xs after:absolute after:inset-0",
          isNamed ? "text-muted" : "font-medium hover:underline",
        )}
      >
        {action}
      </Link>
    </span>
  );
}
