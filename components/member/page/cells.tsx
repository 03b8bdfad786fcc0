import type { ReactNode } from "react";
import { Chevron } from "./icons";

interface CellsProps {
  /** Above the group. */
  title?: string;
  /** Below it, small. */
  note?: ReactNode;
  children: ReactNode;
}

/** A group of cells on one surface. */
export function Cells({ title, note, children }: CellsProps) {
  return (
    <section className="flex flex-col gap-2">
      {title ? <h2 className="px-1 text-base text-muted">{title}</h2> : null}
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {children}
      </ul>
      {note ? <p className="px-1 text-base text-muted">{note}</p> : null}
    </section>
  );
}

interface CellProps {
  label: ReactNode;
  /** Under the label, small. */
  detail?: ReactNode;
  /** At the end of the line, or on a line of its own where both are long. */
  value?: ReactNode;
  /** Makes the whole cell lead there, by a full page load. */
  href?: string;
}

export function Cell({ label, detail, value, href }: CellProps) {
  const content = (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="flex min-w-0 flex-auto flex-col">
        <span className="break-words">{label}</span>
        {detail ? <span className="break-words text-base text-muted">{detail}</span> : null}
      </span>
      {value ? (
        <div className="tabular ml-auto min-w-0 break-words text-right text-muted">{value}</div>
      ) : null}
    </div>
  );
  const look = "flex min-h-13 items-center gap-3 px-4 py-2.5";
  return (
    <li>
      {href ? (
        <a href={href} className={`${look} active:bg-subtle`}>
          {content}
          <Chevron />
        </a>
      ) : (
        <div className={look}>{content}</div>
      )}
    </li>
  );
}
