/** One thing that an admin fills in before an action runs. */
export interface ActionField {
  name: string;
  label: string;
  /** `secret` is hidden while it is typed, and no browser keeps it. */
  kind: "text" | "secret" | "textarea" | "number" | "select" | "switch" | "date";
  required?: boolean;
  /** What stands there at first; of a switch `"true"` or `"false"`. */
  value?: string;
  options?: readonly { value: string; label: string }[];
  hint?: string;
  min?: number;
  max?: number;
}

/** What is sent: numbers as numbers, switches as booleans, dates as moments of Shanghai's midnight, nothing for what is left empty. */
export function inputOf(fields: readonly ActionField[], form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = String(form.get(name) ?? "").trim();
    if (kind === "switch") input[name] = text === "true";
    else if (text === "") continue;
    else if (kind === "number") input[name] = Number(text);
    else if (kind === "date") input[name] = `${text}T00:00:00+08:00`;
    else input[name] = text;
  }
  return input;
}
