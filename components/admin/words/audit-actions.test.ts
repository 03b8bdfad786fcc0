import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { decidePublicationInput } from "@/lib/gallery/schema";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

const lib = fileURLToPath(new URL("../../../lib", import.meta.url));

/** The code of the domains: where it lies and what it says. */
const sources = readdirSync(lib, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => ({
    file: file.replaceAll(path.sep, "/"),
    folder: path.dirname(file),
    text: readFileSync(path.join(lib, file), "utf8"),
  }));

/** What a template of a code becomes. */
const templates: Record<string, readonly string[]> = {
  "publication.${decision}": decidePublicationInput.shape.decision.options.map(
    (decision) => `publication.${decision}`,
  ),
  "${action}-asked": ["orders.check-asked", "orders.close-asked"],
};

/** Those that write down an action which they are given; whoever gives it says `action:`. */
const givenTheirs = [
  "api-configs/ensure-platform.ts",
  "api-configs/internal/change-platform.ts",
  "orders/internal/heeding.ts",
  "styles/previews/replace.ts",
];

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? "");

/** The value of a constant of the same folder. */
const valueIn = (folder: string, name: string): string[] =>
  sources
    .filter((source) => source.folder === folder)
    .flatMap(({ text }) => found(text, new RegExp(`const ${name} = "([^"]+)"`, "g")));

const written = sources.flatMap(({ folder, text }) => [
  ...found(text, /\baction(?::| =)([^,;}]*)/g).flatMap((said) => found(said, /"([a-z-]+(?:\.[a-z_-]+)+)"/g)),
  ...found(text, /\baction: ([A-Z_]+)\b/g).flatMap((name) => valueIn(folder, name)),
  ...found(text, /\baction: `([^`]+)`/g).flatMap((template) => templates[template] ?? [template]),
]);

const codesOf = (names: object, before = ""): string[] =>
  Object.entries(names).flatMap(([key, inner]) =>
    typeof inner === "string" ? [`${before}${key}`] : codesOf(inner, `${before}${key}.`),
  );

test("the audit log has a name in both languages for every action that is written, and for no other", () => {
  const codes = [...new Set(written)].sort();
  for (const { admin } of [zh, en]) expect(codesOf(admin.system.audit.actions).sort()).toEqual(codes);
});

test("a write says its action where this test finds it", () => {
  const given = sources.filter(({ text }) =>
    found(text, /\brecordAudit\([^;]*?\baction\b(:?)/g).includes(""),
  );
  expect(given.map(({ file }) => file).sort()).toEqual(givenTheirs);
});

test("two actions have two names", () => {
  const namesOf = (names: object): string[] =>
    Object.values(names).flatMap((inner) => (typeof inner === "string" ? [inner] : namesOf(inner)));
  for (const { admin } of [zh, en]) {
    const names = namesOf(admin.system.audit.actions);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  }
});
