import Link from "next/link";
import { useTranslations } from "next-intl";
import { PlainImage } from "@/components/ui/media/plain-image";
import { thumbHashColour } from "@/components/ui/media/thumb-hash";
import type { Cell } from "../cell";

interface MoreRowProps {
  cells: readonly Cell[];
  /** The list that these are the first of. */
  href: string;
  /** The style that they share; null where they are just new. */
  style: string | null;
}

/** More images like this one, in rows that the browser lays out by itself. */
export function MoreRow({ cells, href, style }: MoreRowProps) {
  const t = useTranslations("explore");
  if (cells.length === 0) return null;
  const title = style ? t("moreInStyle", { style }) : t("moreNew");
  return (
    <section aria-labelledby="more-images" className="flex flex-col gap-3">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="more-images" className="font-semibold text-lg">
          {title}
        </h2>
        <Link
          href={href}
          prefetch={false}
          className="shrink-0 text-muted underline decoration-line-strong underline-offset-4 hover:text-text"
        >
          {t("showAll")}
        </Link>
      </div>
      <ul aria-label={title} className="flex flex-wrap gap-1 [--row:90px] sm:gap-2 sm:[--row:180px]">
        {cells.map((cell) => (
          <li key={cell.id} className="min-w-0 overflow-hidden" style={flowing(cell.widthPx / cell.heightPx)}>
            <Link
              href={cell.page}
              prefetch={false}
              aria-label={cell.prompt || t("untitled")}
              className="block size-full focus-visible:-outline-offset-4"
              style={{ backgroundColor: thumbHashColour(cell.thumbHash) }}
            >
              <PlainImage
                src={cell.thumbnail}
                alt=""
                width={cell.widthPx}
                height={cell.heightPx}
                loading="lazy"
                decoding="async"
                className="size-full object-cover"
              />
            </Link>
          </li>
        ))}
        <li aria-hidden style={{ flex: "1000000 1 0", marginLeft: "-0.5rem" }} />
      </ul>
    </section>
  );
}

function flowing(shape: number) {
  const aspect = Math.min(4, Math.max(0.25, shape));
  return { flex: `${aspect * 100} 1 calc(${aspect} * var(--row))`, aspectRatio: aspect };
}
