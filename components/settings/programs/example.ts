import type { CreatedApiKeyView } from "@/lib/accounts/schema";

/** A call that this very key may make, ready to be pasted into a shell. */
export function exampleFor(
  { key, scopes }: Pick<CreatedApiKeyView, "key" | "scopes">,
  origin: string,
): string {
  const authorization = `  -H "Authorization: Bearer ${key}"`;
  const lines = (...parts: string[]) => parts.join(" \\\n");
  if (scopes.includes("generate"))
    return lines(
      `curl ${origin}/api/v1/generations`,
      authorization,
      '  -H "Content-Type: application/json"',
      `  -d '{"idempotencyKey":"'$(uuidgen)'","model":"sketch-1","prompt":"a red fox in the snow"}'`,
    );
  if (scopes.includes("read")) return lines(`curl ${origin}/api/v1/images`, authorization);
  return lines(
    `curl ${origin}/api/v1/images/uploads`,
    authorization,
    '  -H "Content-Type: image/png"',
    "  --data-binary @photo.png",
  );
}
