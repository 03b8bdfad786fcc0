import type { z } from "zod";

/** The parameters of a page's address as Next gives them. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The one value of a parameter; an empty one counts as missing. */
export const oneOf = (params: SearchParams, name: string): string | undefined =>
  [params[name]].flat()[0]?.trim() || undefined;

/** The address of a page with some parameters changed; null takes one out. */
export function hrefWith(path: string, params: SearchParams, changes: Record<string, string | null>): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(params)) {
    const value = oneOf(params, name);
    if (value !== undefined) query.set(name, value);
  }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

type Shape = Record<string, z.ZodType>;
type Filters<S extends Shape, N extends keyof S> = { [Name in N]: z.infer<S[Name]> | undefined };

/** What an address asks for, by the shape of a list's input; a value that cannot be right counts as missing. */
export function filtersOf<S extends Shape, N extends keyof S & string>(
  shape: S,
  params: SearchParams,
  names: readonly N[],
): Filters<S, N> {
  const read = names.map((name) => [name, shape[name]?.safeParse(oneOf(params, name)).data]);
  // fromEntries forgets which names there are.
  return Object.fromEntries(read) as Filters<S, N>;
}
