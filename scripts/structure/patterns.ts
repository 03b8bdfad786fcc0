const cache = new Map<string, RegExp>();

/** `*` is one path segment or a part of one, `**` any number of them. */
function toRegExp(pattern: string): RegExp {
  const known = cache.get(pattern);
  if (known) return known;
  const source = pattern
    .split("/")
    .map((part) =>
      part === "**" ? "**" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*"),
    )
    .join("/")
    .replaceAll("/**", "(?:/.*)?")
    .replace(/^\*\*\/?/, "(?:.*/)?")
    .replace(/^\(\?:\.\*\/\)\?$/, ".*");
  const made = new RegExp(`^${source}$`);
  cache.set(pattern, made);
  return made;
}

export const matches = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => toRegExp(pattern).test(path));

/** `lib/a/b.ts` → `lib/a/b`, `db/x.db.test.ts` → `db/x.db.test`. */
export const withoutExtension = (path: string): string =>
  path.replace(/\.(d\.ts|tsx?|mts|mjs|cjs|jsx?)$/, "");

export const isTest = (path: string): boolean =>
  /\.(test|fixture)\.tsx?$/.test(path) || /\.spec\.ts$/.test(path);
