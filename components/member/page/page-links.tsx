import { buttonLooks } from "./looks";

interface PageLinksProps {
  path: string;
  /** Where this page begins; undefined on the first one. */
  cursor: string | undefined;
  next: string | null;
  newest: string;
  older: string;
}

/** The way through a long list: to what is older, and back to its head. */
export function PageLinks({ path, cursor, next, newest, older }: PageLinksProps) {
  if (!cursor && !next) return null;
  return (
    <nav className="flex flex-col gap-2">
      {next ? (
        <a href={`${path}?cursor=${encodeURIComponent(next)}`} className={buttonLooks.plain}>
          {older}
        </a>
      ) : null}
      {cursor ? (
        <a href={path} className="flex min-h-11 items-center justify-center text-muted">
          {newest}
        </a>
      ) : null}
    </nav>
  );
}
