/** One field of a change; null where it was not there. */
export interface AuditChange {
  field: string;
  before: string | null;
  after: string | null;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Fields by their path, `limits.perMinute`; what is no object is one nameless field. */
function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (value === null || value === undefined) {
    if (path !== "" && value === null) into.set(path, "null");
    return;
  }
  // What tells nothing is as good as not there; within something it is a value of its own.
  if (isPlain(value) && (path === "" || Object.keys(value).length > 0)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into);
    return;
  }
  into.set(path, typeof value === "string" ? value : JSON.stringify(value));
}

/**
 * What a line of the audit log changed, field by field, in the order in which the fields stand. A field that is the
 * same on both sides is left out, unless nothing else is told: then all are shown.
 */
export function auditChanges(before: unknown, after: unknown): AuditChange[] {
  const [old, fresh] = [new Map<string, string>(), new Map<string, string>()];
  flatten(before, "", old);
  flatten(after, "", fresh);
  const all = [...new Set([...old.keys(), ...fresh.keys()])].map((field) => ({
    field,
    before: old.get(field) ?? null,
    after: fresh.get(field) ?? null,
  }));
  const changed = all.filter((change) => change.before !== change.after);
  return changed.length > 0 ? changed : all;
}
