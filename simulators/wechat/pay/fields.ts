/** Field tables of request bodies, and what is wrong with a body by them. Unknown fields are wrong. */

export type Field = { required?: true } & (
  | { type: "string"; max: number; min?: number; pattern?: RegExp; only?: readonly string[]; hold?: Hold }
  | { type: "integer"; min: number; max?: number }
  | { type: "boolean" }
  | { type: "object"; fields: Fields }
  | { type: "list"; max: number; of: Field }
);
export type Fields = Readonly<Record<string, Field>>;
/** What else a text must be: null when it is fine, otherwise the issue. */
type Hold = (text: string) => string | null;

export interface Wrong {
  field: string;
  value: string;
  issue: string;
}

/** The first field that does not fit; null when all do. `path` is a JSON pointer. */
export function findWrong(value: unknown, fields: Fields, path = ""): Wrong | null {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { field: path || "/", value: shown(value), issue: "must be an object" };
  const given = new Map<string, unknown>(Object.entries(value));
  for (const name of given.keys())
    if (!Object.hasOwn(fields, name))
      return { field: `${path}/${name}`, value: shown(given.get(name)), issue: "unknown field" };
  for (const [name, field] of Object.entries(fields)) {
    const found = given.has(name)
      ? findWrongField(given.get(name), field, `${path}/${name}`)
      : field.required && { field: `${path}/${name}`, value: "", issue: "is required" };
    if (found) return found;
  }
  return null;
}

function findWrongField(value: unknown, field: Field, path: string): Wrong | null {
  const wrong = (issue: string): Wrong => ({ field: path, value: shown(value), issue });
  switch (field.type) {
    case "object":
      return findWrong(value, field.fields, path);
    case "boolean":
      return typeof value === "boolean" ? null : wrong("must be a boolean");
    case "integer": {
      if (typeof value !== "number" || !Number.isInteger(value)) return wrong("must be an integer");
      return value < field.min || value > (field.max ?? Number.MAX_SAFE_INTEGER)
        ? wrong("is out of range")
        : null;
    }
    case "list": {
      if (!Array.isArray(value) || value.length > field.max)
        return wrong("must be a list that is not too long");
      for (const [index, one] of value.entries()) {
        const found = findWrongField(one, field.of, `${path}/${index}`);
        if (found) return found;
      }
      return null;
    }
    case "string": {
      if (typeof value !== "string") return wrong("must be a string");
      const length = [...value].length;
      if (length < (field.min ?? 1) || length > field.max) return wrong("has a wrong length");
      if (field.pattern && !field.pattern.test(value)) return wrong("has a wrong format");
      if (field.only && !field.only.includes(value)) return wrong("is none of the allowed values");
      const issue = field.hold?.(value);
      return issue ? wrong(issue) : null;
    }
  }
}

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.slice(0, 60);
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|[a-z0-9.-]+\.localhost)$/;

/** Callback addresses want https and no query; the simulator takes http on loopback hosts, where it runs itself. */
export function callbackIssue(text: string): string | null {
  if (!URL.canParse(text)) return "is no URL";
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.test(url.hostname)))
    return "must be https";
  return text.includes("?") || text.includes("#") ? "must not have a query" : null;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
export const timeIssue = (text: string): string | null =>
  TIME.test(text) && Number.isFinite(Date.parse(text)) ? null : "must be RFC 3339";
