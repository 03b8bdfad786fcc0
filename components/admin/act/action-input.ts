/** One thing that an admin fills in before an action runs. */
export interface ActionField {
  name: string;
  label: string;
  /**
   * `secret` is hidden while it is typed, and no browser keeps it. `yuan` and `cost` are typed in yuan and are, in
   * `value`, `min`, `max` and what is sent, whole fen and whole millionths of a yuan.
   */
  kind: "text" | "secret" | "textarea" | "number" | "yuan" | "cost" | "select" | "switch" | "date";
  required?: boolean;
  /** What stands there at first; of a switch `"true"` or `"false"`. */
  value?: string;
  options?: readonly { value: string; label: string }[];
  hint?: string;
  min?: number;
  max?: number;
}

/** Decimals of what is typed in yuan. */
export const decimalsOf = { yuan: 2, cost: 6 } as const;

/** So far a product of floating point may be from the whole number that it is; far less than a part of anything typed. */
const ALMOST = 1e-6;

/** Yuan as typed, as a whole number of their smallest part; what is finer stays broken, and is refused. */
function partsOf(text: string, decimals: number): number {
  const parts = Number(text) * 10 ** decimals;
  const whole = Math.round(parts);
  return Math.abs(parts - whole) < ALMOST ? whole : parts;
}

/** What is sent: numbers as numbers, switches as booleans, dates as moments of Shanghai's midnight, nothing for what is left empty. */
export function inputOf(fields: readonly ActionField[], form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = String(form.get(name) ?? "").trim();
    if (kind === "switch") input[name] = text === "true";
    else if (text === "") continue;
    else if (kind === "number") input[name] = Number(text);
    else if (kind === "yuan" || kind === "cost") input[name] = partsOf(text, decimalsOf[kind]);
    else if (kind === "date") input[name] = `${text}T00:00:00+08:00`;
    else input[name] = text;
  }
  return input;
}
