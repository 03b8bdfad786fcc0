const HERE = "http://here.invalid";

/** Where to go after signing in. Only a path of this site counts; everything else leads to the studio. */
export function nextPath(asked: string | string[] | undefined): string {
  const home = "/create";
  if (typeof asked !== "string" || !/^\/(?![/\\])/.test(asked) || !URL.canParse(asked, HERE)) return home;
  const url = new URL(asked, HERE);
  // Browsers drop tabs and line breaks inside addresses, so the parsed form is compared and used.
  if (url.origin !== HERE || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return home;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The address of another page of this group that keeps the way back. */
export const withNext = (path: string, next: string): string =>
  next === nextPath(undefined) ? path : `${path}?next=${encodeURIComponent(next)}`;
