import { describe, expect, it } from "vitest";
import { checkBrowserReach, checkCircles } from "./check-circles";
import { checkImports } from "./check-imports";
import { checkShape } from "./check-shape";
import { type Project, projectOf } from "./project";
import { floors, rooms } from "./rooms";
import { allowList, domainFiles, verbs } from "./rules";

const project = (files: Record<string, string>): Project => projectOf(new Map(Object.entries(files)));
const allFindings = (files: Record<string, string>) => {
  const made = project(files);
  return [...checkImports(made), ...checkCircles(made), ...checkBrowserReach(made), ...checkShape(made)];
};
const broken = (files: Record<string, string>) =>
  allFindings(files).map(({ file, rule }) => `${file} ${rule}`);
const lines = (count: number, line = "  f();") => Array.from({ length: count }, () => line).join("\n");

describe("the walls", () => {
  it("tolerate nothing: the allow-list is empty", () => {
    expect(allowList).toEqual([]);
  });

  it("let a well-built house stand", () => {
    const files = {
      "app/(studio)/create/page.tsx":
        'import { redirect } from "next/navigation";\nimport { getBalance } from "@/lib/credits/read";\nexport default function Page() { return redirect(getBalance()); }',
      "app/api/v1/credits/route.ts":
        'import { userRoute } from "@/lib/entry/route";\nimport { getBalance } from "@/lib/credits/read";\nexport const GET = userRoute(getBalance);',
      "components/studio/composer.tsx":
        '"use client";\nimport { price } from "@/lib/credits/rules";\nexport const Composer = () => price;',
      "inngest/functions/run-generation.ts":
        'import { settle } from "@/lib/credits/settle";\nexport const run = settle;',
      "lib/entry/route.ts":
        'import { createContext } from "@/lib/platform/context";\nexport const userRoute = createContext;',
      "lib/credits/README.md": "",
      "lib/credits/read.ts": 'import { db } from "@/db/client";\nexport const getBalance = db;',
      "lib/credits/rules.ts": "export const price = (count: number) => count * 4;",
      "lib/credits/settle.ts":
        'import { eq } from "drizzle-orm";\nimport { lock } from "./internal/ledger";\nexport const settle = [eq, lock];',
      "lib/credits/internal/ledger.ts": "export const lock = 1;",
      "lib/platform/context.ts": "export const createContext = 1;",
      "db/client.ts": 'import { env } from "@/lib/platform/env";\nexport const db = env;',
      "lib/platform/env.ts": "export const env = process.env;",
      "messages/en.json": '{"a":{"b":"1"}}',
      "messages/zh-CN.json": '{"a":{"b":"一"}}',
    };
    expect(allFindings(files)).toEqual([]);
  });
});

describe("an arrow in a wrong direction is found:", () => {
  const cases: [name: string, file: string, code: string][] = [
    ["a door to the database", "app/page.tsx", 'import { db } from "@/db/client";'],
    ["a door to a provider", "app/page.tsx", 'import { x } from "@/lib/providers/openai/client";'],
    ["a function to the database", "inngest/functions/a.ts", 'import { db } from "@/db/client";'],
    ["the engine to a domain", "inngest/engine/a.ts", 'import { x } from "@/lib/credits/settle";'],
    ["events to a domain", "inngest/events.ts", 'import { x } from "@/lib/credits/schema";'],
    ["a surface to a verb", "components/studio/a.tsx", 'import { x } from "@/lib/credits/settle";'],
    [
      "a surface to another surface",
      "components/studio/a.tsx",
      'import { x } from "@/components/library/b";',
    ],
    ["a surface to server plumbing", "components/studio/a.tsx", 'import { x } from "@/lib/platform/env";'],
    ["components/ui to the shell", "components/ui/a.tsx", 'import { x } from "@/components/shell/b";'],
    ["components/ui to a domain", "components/ui/a.tsx", 'import { x } from "@/lib/credits/rules";'],
    ["a frame to a domain", "lib/entry/a.ts", 'import { x } from "@/lib/credits/settle";'],
    ["a provider to a domain", "lib/providers/openai/a.ts", 'import { x } from "@/lib/credits/schema";'],
    [
      "a provider to another provider",
      "lib/providers/openai/a.ts",
      'import { x } from "@/lib/providers/redis/client";',
    ],
    ["plumbing to a domain", "lib/platform/a.ts", 'import { x } from "@/lib/accounts/read";'],
    ["a domain to a door's frame", "lib/credits/settle.ts", 'import { x } from "@/lib/entry/route";'],
    ["a domain to a component", "lib/credits/settle.ts", 'import { x } from "@/components/ui/button";'],
    ["a domain to a function", "lib/credits/settle.ts", 'import { x } from "@/inngest/functions/a";'],
    ["the database to a domain", "db/schema/a.ts", 'import { x } from "@/lib/credits/schema";'],
    ["a simulator to a domain", "simulators/openai/a.ts", 'import { x } from "@/lib/credits/schema";'],
    [
      "product code to a simulator",
      "lib/providers/openai/a.ts",
      'import { x } from "@/simulators/openai/a";',
    ],
    ["anything to app/", "lib/credits/settle.ts", 'import { x } from "@/app/page";'],
    ["a script to app/", "scripts/a.ts", 'import { x } from "../app/page";'],
    ["a type import", "lib/platform/a.ts", 'import type { X } from "@/lib/accounts/read";'],
    ["a dynamic import", "lib/platform/a.ts", 'export const x = () => import("@/lib/accounts/read");'],
    ["a re-export", "lib/platform/a.ts", 'export { x } from "@/lib/accounts/read";'],
    ["a file outside of every room", "lib/misc/a.ts", "export const a = 1;"],
  ];
  it.each(cases)("%s", (_name, file, code) => {
    expect(broken({ [file]: code })).toContain(`${file} rooms`);
  });

  it("a domain to a higher floor, while lower and equal floors are open", () => {
    const importing = (domain: string) => `import { x } from "@/lib/${domain}/schema";`;
    expect(broken({ "lib/credits/settle.ts": importing("generations") })).toContain(
      "lib/credits/settle.ts floors",
    );
    expect(broken({ "lib/credits/settle.ts": importing("labels") })).not.toContain(
      "lib/credits/settle.ts floors",
    );
    expect(broken({ "lib/generations/create.ts": importing("credits") })).not.toContain(
      "lib/generations/create.ts floors",
    );
  });

  it("anybody else's way into a domain's internals, by file and by folder", () => {
    expect(broken({ "lib/generations/create.ts": 'import { x } from "@/lib/credits/internal";' })).toContain(
      "lib/generations/create.ts internal",
    );
    expect(broken({ "app/page.tsx": 'import { x } from "@/lib/credits/internal/ledger";' })).toContain(
      "app/page.tsx internal",
    );
  });
});

describe("a ban is found:", () => {
  const cases: [name: string, file: string, code: string][] = [
    ["SQL in a frame", "lib/entry/a.ts", 'import { eq } from "drizzle-orm";'],
    ["SQL in a component", "components/studio/a.tsx", 'import { eq } from "drizzle-orm/sql";'],
    ["the driver in a provider", "lib/providers/storage/a.ts", 'import postgres from "postgres";'],
    ["headers in a domain", "lib/credits/read.ts", 'import { headers } from "next/headers";'],
    [
      "the session in a component",
      "components/studio/a.tsx",
      'import { useSession } from "next-auth/react";',
    ],
    ["a redirect in a domain", "lib/credits/read.ts", 'import { redirect } from "next/navigation";'],
    ["not-found in a component", "components/studio/a.tsx", 'import { notFound } from "next/navigation";'],
    ["next/server in a route", "app/api/v1/a/route.ts", 'import { NextResponse } from "next/server";'],
    ["next/headers in a route", "app/api/v1/a/route.ts", 'import { cookies } from "next/headers";'],
    ["a vendor's SDK in a domain", "lib/images/read.ts", 'import { S3Client } from "@aws-sdk/client-s3";'],
    ["a vendor's SDK in another provider", "lib/providers/redis/a.ts", 'import OpenAI from "openai";'],
    ["redis in a frame", "lib/entry/a.ts", 'import { Redis } from "@upstash/redis";'],
    ["the Inngest SDK in a domain", "lib/generations/create.ts", 'import { Inngest } from "inngest";'],
    [
      "a ctx made by a domain",
      "lib/credits/read.ts",
      'import { createContext } from "@/lib/platform/context";',
    ],
    ["a ctx made by a door", "app/page.tsx", 'import { createContext } from "../lib/platform/context";'],
    [
      "an admin read outside of the panel",
      "app/(studio)/page.tsx",
      'import { x } from "@/lib/credits/admin";',
    ],
    ["the test door in product code", "lib/credits/read.ts", 'import { testContext } from "@/db/testing";'],
    ["fetch in a component", "components/studio/a.tsx", 'export const a = () => fetch("/api");'],
    ["fetch by another name", "lib/credits/read.ts", 'export const a = () => globalThis.fetch("/api");'],
    ["process.env in a domain", "lib/credits/read.ts", "export const a = process.env.A;"],
    ["a clock in rules", "lib/credits/rules.ts", "export const a = () => Date.now();"],
    ["today in rules", "lib/credits/rules.ts", "export const a = () => new Date();"],
    ["dice in rules", "lib/credits/rules.ts", "export const a = () => Math.random();"],
    [
      "try in a route",
      "app/api/v1/a/route.ts",
      "export const GET = () => { try { return 1; } catch { return 2; } };",
    ],
    ["a default export in a domain", "lib/credits/read.ts", "export default 1;"],
    ["a barrel", "lib/credits/read.ts", 'export * from "./rules";'],
  ];
  it.each(cases)("%s", (_name, file, code) => {
    expect(broken({ [file]: code })).toContain(`${file} ban`);
  });

  it("says where the code belongs", () => {
    const [finding] = allFindings({ "lib/platform/a.ts": 'export const a = () => fetch("x");' });
    expect(finding).toMatchObject({ file: "lib/platform/a.ts", line: 1, rule: "ban" });
    expect(finding?.message).toContain("lib/providers");
  });

  it("does not touch words in strings, comments, types and names", () => {
    const code =
      '// fetch("x") process.env\nexport const a = "import { db } from \'@/db/client\'";\nexport const prefetch = (fetch: string) => fetch;';
    expect(broken({ "lib/platform/a.ts": code })).toEqual([]);
  });
});

describe("a circle is found", () => {
  it("between files, types included", () => {
    const files = {
      "lib/platform/a.ts": 'import { b } from "./b";\nexport const a = b;',
      "lib/platform/b.ts": 'import { c } from "./c";\nexport const b = c;',
      "lib/platform/c.ts":
        'import type { a } from "@/lib/platform/a";\nexport const c = 1 as unknown as typeof a;',
    };
    expect(broken(files)).toContain("lib/platform/a circle");
  });

  it("between domains of one floor, even where no two files form one", () => {
    const files = {
      "lib/images/add.ts": 'import { x } from "@/lib/labels/rules";\nexport const a = x;',
      "lib/labels/rules.ts": "export const x = 1;",
      "lib/labels/apply.ts": 'import { y } from "@/lib/images/rules";\nexport const b = y;',
      "lib/images/rules.ts": "export const y = 1;",
    };
    expect(broken(files)).toContain("lib/images circle");
  });
});

describe("a way from the browser to the server is found", () => {
  it("through other files", () => {
    const files = {
      "components/studio/a.tsx": '"use client";\nimport { x } from "./b";\nexport const A = () => x;',
      "components/studio/b.ts": 'import { readFileSync } from "node:fs";\nexport const x = readFileSync;',
    };
    expect(broken(files)).toContain("components/studio/a.tsx browser");
  });

  it("from a domain's schema", () => {
    const files = { "lib/credits/schema.ts": 'import { x } from "@/lib/platform/env";\nexport const y = x;' };
    expect(broken(files)).toContain("lib/credits/schema.ts browser");
  });

  it("but not through a type, nor through a server action", () => {
    const files = {
      "components/studio/a.tsx":
        '"use client";\nimport type { X } from "@/lib/credits/schema";\nexport const A = (x: X) => x;',
      "app/actions.ts": '"use server";\nimport { x } from "@/lib/credits/settle";\nexport const act = x;',
      "app/form.tsx": '"use client";\nimport { act } from "./actions";\nexport const Form = () => act;',
    };
    expect(broken(files)).toEqual([]);
  });
});

describe("a shape is found:", () => {
  it("a file over 400 lines", () => {
    expect(broken({ "lib/platform/a.ts": lines(400, "f();") })).toEqual([]);
    expect(broken({ "lib/platform/a.ts": lines(401, "f();") })).toEqual(["lib/platform/a.ts size"]);
  });

  it("a function over 80 lines, and a component over 150", () => {
    const named = (name: string, count: number) => `export function ${name}() {\n${lines(count - 2)}\n}`;
    expect(broken({ "lib/platform/a.ts": named("work", 80) })).toEqual([]);
    expect(broken({ "lib/platform/a.ts": named("work", 81) })).toEqual(["lib/platform/a.ts size"]);
    expect(broken({ "lib/platform/a.ts": named("Work", 81) })).toEqual(["lib/platform/a.ts size"]);
    expect(broken({ "components/ui/a.tsx": named("Card", 150) })).toEqual([]);
    expect(broken({ "components/ui/a.tsx": named("Card", 151) })).toEqual(["components/ui/a.tsx size"]);
    expect(broken({ "components/ui/a.tsx": named("useCard", 81) })).toEqual(["components/ui/a.tsx size"]);
  });

  it("an arrow function and a nested one, but no describe block", () => {
    expect(broken({ "lib/platform/a.ts": `const a = () => {\n${lines(90)}\n};` })).toEqual([
      "lib/platform/a.ts size",
    ]);
    expect(broken({ "lib/platform/a.test.ts": `describe("a", () => {\n${lines(90)}\n});` })).toEqual([]);
    expect(broken({ "lib/platform/a.test.ts": `it("a", () => {\n${lines(90)}\n});` })).toEqual([
      "lib/platform/a.test.ts size",
    ]);
  });

  it("a route handler over 25 lines and a server action over 10", () => {
    const handler = `export const GET = frame(\n${lines(30, "  1,")}\n);`;
    expect(broken({ "app/api/v1/a/route.ts": handler })).toEqual(["app/api/v1/a/route.ts size"]);
    const action = `"use server";\nexport const act = frame(\n${lines(10, "  1,")}\n);`;
    expect(broken({ "app/actions.ts": action })).toEqual(["app/actions.ts size"]);
  });

  it("an unknown file in a domain, while verbs, tests and described sub-folders are known", () => {
    const at = (name: string) =>
      broken({ [`lib/credits/${name}`]: "export const a = 1;", "lib/credits/README.md": "" });
    expect(at("stuff.ts")).toEqual(["lib/credits/stuff.ts domain"]);
    expect(at("credit-helper.ts")).toEqual(["lib/credits/credit-helper.ts domain"]);
    for (const name of [
      "settle.ts",
      "change-password.ts",
      "rules.ts",
      "settle.db.test.ts",
      "process/derive.ts",
    ])
      expect(at(name)).toEqual([]);
  });

  it("a domain that does not say what it is", () => {
    expect(broken({ "lib/credits/rules.ts": "export const a = 1;" })).toEqual(["lib/credits domain"]);
  });

  it("a folder with more than 12 files, tests not counted", () => {
    const folder = (count: number, ending: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`lib/platform/f${i}${ending}`, ""]));
    expect(broken(folder(13, ".ts"))).toEqual(["lib/platform folder"]);
    expect(broken({ ...folder(12, ".ts"), ...folder(12, ".test.ts") })).toEqual([]);
    expect(
      broken(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`db/schema/t${i}.ts`, ""]))),
    ).toEqual([]);
  });

  it.each(["src", "utils", "helpers", "common", "services", "types", "hooks"])(
    "a folder called %s",
    (name) => {
      expect(broken({ [`lib/platform/${name}/a.ts`]: "" })).toContain(`lib/platform/${name} folder`);
    },
  );

  it("a file name that is not kebab-case", () => {
    expect(broken({ "components/ui/Button.tsx": "" })).toEqual(["components/ui/Button.tsx name"]);
    expect(broken({ "app/api/v1/generations/[id]/route.ts": "" })).toEqual([]);
  });

  it("a text that one language lacks", () => {
    expect(
      broken({ "messages/en.json": '{"a":{"b":"x","c":"y"}}', "messages/zh-CN.json": '{"a":{"b":"x"}}' }),
    ).toEqual(["messages/zh-CN.json messages"]);
  });
});

describe("the tables", () => {
  it("name every domain once and every room once", () => {
    expect(new Set(floors.flat()).size).toBe(floors.flat().length);
    expect(new Set(rooms.map((room) => room.name)).size).toBe(rooms.length);
  });

  it("hold verbs in order, and none that is a fixed file of a domain", () => {
    expect([...verbs].sort()).toEqual(verbs);
    const fixed = domainFiles.map((file) => file.replace(/\.\w+$/, ""));
    expect(verbs.filter((verb) => fixed.includes(verb))).toEqual([]);
  });
});
