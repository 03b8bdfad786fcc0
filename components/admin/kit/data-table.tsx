import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { cn } from "@/lib/platform/cn";

export interface Column {
  key: string;
  title: string;
  align?: "end";
  /** Takes the room that is left, and may break its text. */
  isWide?: boolean;
  /** Of actions at the end: stays in sight beside what scrolls, but for phones, where it would cover it. */
  isKept?: boolean;
  /** Where a press on the title leads, and how the list is sorted by it now. */
  sort?: { href: string; state: "asc" | "desc" | null };
}
export interface Row {
  key: string;
  /** Where the row's first cell leads. */
  href?: string;
  /** Its record is open beside the table. */
  isOpen?: boolean;
  /** Adds up the rows above it. */
  isTotal?: boolean;
  cells: Record<string, ReactNode>;
}
interface DataTableProps {
  /** What the table holds, for screen readers. */
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  empty: { title: string; detail?: string; action?: ReactNode };
}

const keptLook = "md:sticky md:right-0 md:bg-inherit md:shadow-[inset_1px_0_0_var(--line)]";

/** A dense table that scrolls sideways inside its own box where the screen is narrow. */
export function DataTable({ label, columns, rows, empty }: DataTableProps) {
  if (rows.length === 0)
    return (
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState title={empty.title} description={empty.detail} action={empty.action} className="py-10" />
      </div>
    );
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (axe).
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-line border-b bg-surface text-muted">
            {columns.map((column) => (
              <Title key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr
              key={row.key}
              aria-current={row.isOpen ? "true" : undefined}
              className={cn(
                "bg-surface hover:bg-subtle",
                row.isOpen && "bg-subtle",
                row.isTotal && "font-semibold",
              )}
            >
              {columns.map((column, index) => (
                <Cell key={column.key} column={column}>
                  {index === 0 && row.href ? (
                    <Link href={row.href} scroll={false} className="font-medium hover:underline">
                      {row.cells[column.key]}
                    </Link>
                  ) : (
                    row.cells[column.key]
                  )}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Title({ column }: { column: Column }) {
  const { sort } = column;
  const Icon = sort?.state === "asc" ? ArrowUp : sort?.state === "desc" ? ArrowDown : ArrowUpDown;
  return (
    <th
      scope="col"
      aria-sort={sort?.state ? (sort.state === "asc" ? "ascending" : "descending") : undefined}
      className={cn(
        "whitespace-nowrap px-2 py-2 text-left font-medium first:pl-3 last:pr-3 2xl:px-3",
        column.align && "text-right",
        column.isKept && keptLook,
      )}
    >
      {sort ? (
        <Link href={sort.href} scroll={false} className="inline-flex items-center gap-1 hover:text-text">
          {column.title}
          <Icon strokeWidth={1.5} className="size-3.5" aria-hidden />
        </Link>
      ) : (
        column.title
      )}
    </th>
  );
}

function Cell({ column, children }: { column: Column; children: ReactNode }) {
  return (
    <td
      className={cn(
        // Buttons reach into the padding, so that a row with actions is as low as the others.
        "px-2 py-2 align-middle first:pl-3 last:pr-3 2xl:px-3 [&>button]:-my-1.5",
        column.isWide ? "min-w-44 break-words" : "whitespace-nowrap",
        column.align && "tabular text-right",
        column.isKept && keptLook,
      )}
    >
      {children}
    </td>
  );
}
