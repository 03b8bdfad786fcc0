import type { UseKind } from "./scan";

/** Violations that are tolerated. It is empty, a test holds it so, and there is no code that reads it. */
export const allowList: readonly string[] = [];

/** A package, a module or a name that only some files may import. */
export interface ImportBan {
  /** Patterns over a path of this repository (`@/lib/platform/context`) or a package specifier (`next/headers`). */
  of: string[];
  /** Only these imported names; every name without it. */
  names?: string[];
  /** Where it is allowed. */
  outside: string[];
  /** Holds in these files although they match `outside`. */
  except?: string[];
  /** True when test files may import it as well. */
  inTests: boolean;
  /** True when `import type` is allowed everywhere. */
  types?: boolean;
  say: string;
}

export const importBans: readonly ImportBan[] = [
  {
    of: ["drizzle-orm", "drizzle-orm/**", "postgres"],
    outside: ["db/**", "lib/*/**", "inngest/engine/**", "scripts/**", "bench/**", "e2e/**", "drizzle.config"],
    except: ["lib/entry/**", "lib/platform/**", "lib/providers/**"],
    inTests: true,
    say: "SQL belongs into lib/<domain> or db/; call a verb or a read.",
  },
  {
    of: ["next/headers", "next-auth", "next-auth/**"],
    outside: ["app/**", "lib/entry/**", "types", "next-env"],
    inTests: true,
    say: "Only doors see a request: take what you need from ctx or as an argument.",
  },
  {
    of: ["next/navigation"],
    names: ["redirect", "permanentRedirect", "notFound", "forbidden", "unauthorized"],
    outside: ["app/**", "lib/entry/**"],
    inTests: false,
    say: "Navigation is decided at the door: return a value or throw an AppError of lib/platform/errors.",
  },
  {
    of: ["next/headers", "next/server"],
    outside: ["**"],
    except: ["app/api/**"],
    inTests: false,
    say: "A route handler speaks the web's Request and Response only; its frame in lib/entry does the rest.",
  },
  ...vendor(["openai", "openai/**"], "openai"),
  ...vendor(["replicate"], "replicate"),
  ...vendor(["@aws-sdk/**", "@smithy/**"], "storage"),
  ...vendor(["ioredis", "@upstash/redis", "@upstash/redis/**"], "redis"),
  ...vendor(["nodemailer"], "mail"),
  {
    of: ["inngest", "inngest/*"],
    outside: ["inngest/**", "lib/entry/**", "app/api/inngest/**"],
    inTests: true,
    types: true,
    say: "Only inngest/ knows the SDK: send events through inngest/client.",
  },
  {
    of: ["@/lib/platform/context"],
    names: ["createContext"],
    outside: ["lib/entry/**", "db/testing"],
    inTests: false,
    say: "Only lib/entry and db/testing make a ctx; take yours from the frame or from testContext.",
  },
  {
    of: ["@/lib/*/admin", "@/lib/*/admin/**"],
    outside: ["app/admin/**", "app/api/v1/admin/**", "scripts/**", "bench/**"],
    inTests: true,
    say: "Reads across owners are for the admin panel; use the domain's read.ts.",
  },
  {
    of: ["@/simulators/**"],
    outside: ["simulators/**", "scripts/**", "bench/**", "e2e/**"],
    inTests: true,
    say: "Simulators never reach a production bundle: point the provider's base URL at one instead.",
  },
  {
    of: [
      "vitest",
      "vitest/**",
      "fast-check",
      "@playwright/test",
      "@axe-core/playwright",
      "vite",
      "@/db/testing",
    ],
    outside: ["scripts/**", "bench/**", "e2e/**", "vitest.config", "playwright.config"],
    inTests: true,
    say: "Test tools stay in tests.",
  },
];

function vendor(of: string[], folder: string): ImportBan[] {
  const say = `This vendor's SDK belongs into lib/providers/${folder}; its words stop at reshape.ts.`;
  return [
    { of, outside: [`lib/providers/${folder}/**`, "scripts/**", "e2e/**", "bench/**"], inTests: true, say },
  ];
}

/** Something in the code itself that only some files may do. */
export interface UseBan {
  kind: UseKind;
  outside: string[];
  except?: string[];
  inTests: boolean;
  say: string;
}

const TOOLS = ["scripts/**", "bench/**", "e2e/**", "simulators/**"];

export const useBans: readonly UseBan[] = [
  {
    kind: "fetch",
    outside: [
      ...TOOLS,
      "lib/providers/**",
      "lib/platform/http",
      "lib/platform/http/**",
      "lib/platform/api-client",
      "inngest/client",
      "inngest/engine/**",
    ],
    inTests: true,
    say: "fetch belongs into lib/providers (vendors) or goes through lib/platform/api-client (our own API).",
  },
  {
    kind: "process.env",
    // NEXT_RUNTIME in instrumentation is a word that the bundler replaces, not a setting.
    outside: [...TOOLS, "lib/platform/env", "*.config", "instrumentation"],
    inTests: true,
    say: "Name the variable in lib/platform/env.ts and read it by env().",
  },
  {
    kind: "clock",
    outside: ["**"],
    except: ["lib/*/rules"],
    inTests: true,
    say: "Rules are pure: take the moment or the random number as an argument.",
  },
  {
    kind: "try",
    outside: ["**"],
    except: ["app/api/**/route"],
    inTests: true,
    say: "The frame of lib/entry maps errors to answers: a route has no try.",
  },
  {
    kind: "default export",
    outside: ["app/**", "*.config", "lib/entry/i18n", "scripts/test/database-server", "e2e/**"],
    inTests: true,
    say: "Export by name; default exports are for files that Next or a tool finds by its place.",
  },
  {
    kind: "barrel",
    outside: ["db/schema/index", "inngest/functions/index"],
    inTests: false,
    say: "No barrels: import the file that declares it.",
  },
];

export const limits = {
  fileLines: 400,
  functionLines: 80,
  componentLines: 150,
  folderFiles: 12,
  routeExportLines: 25,
  actionExportLines: 10,
} as const;

/** Folders that are long lists by nature: one table, one message file, one route or one static file each. */
export const listFolders = [
  "app/**",
  "db/schema",
  "db/migrations/**",
  "messages",
  "public/**",
  "docs/**",
  ".",
];

export const bannedFolders = ["src", "utils", "helpers", "common", "services", "types", "hooks"];

/** Files of a domain besides verbs and tests. */
export const domainFiles = [
  "README.md",
  "schema.ts",
  "rules.ts",
  "read.ts",
  "admin.ts",
  "internal.ts",
  "client.ts",
];

/** First words of write files. A new verb is one more word here. */
export const verbs = [
  "accept",
  "add",
  "adjust",
  "apply",
  "approve",
  "archive",
  "authorise",
  "bind",
  "cancel",
  "change",
  "check",
  "claim",
  "classify",
  "clear",
  "close",
  "collect",
  "count",
  "create",
  "deduct",
  "delete",
  "describe",
  "detect",
  "dispatch",
  "edit",
  "empty",
  "enqueue",
  "ensure",
  "expire",
  "export",
  "fail",
  "favourite",
  "finish",
  "follow",
  "forget",
  "grant",
  "heed",
  "hide",
  "import",
  "improve",
  "keep",
  "label",
  "like",
  "locate",
  "mark",
  "merge",
  "moderate",
  "move",
  "notify",
  "open",
  "order",
  "pay",
  "place",
  "poll",
  "progress",
  "prune",
  "publish",
  "purge",
  "recheck",
  "reconcile",
  "record",
  "recover",
  "refresh",
  "refuse",
  "register",
  "reject",
  "release",
  "remove",
  "rename",
  "renew",
  "repair",
  "report",
  "request",
  "reserve",
  "reset",
  "resolve",
  "restore",
  "retry",
  "revoke",
  "rotate",
  "save",
  "scan",
  "send",
  "serve",
  "set",
  "settle",
  "share",
  "sign",
  "start",
  "stop",
  "store",
  "submit",
  "sweep",
  "sync",
  "tag",
  "take",
  "test",
  "touch",
  "translate",
  "trash",
  "unbind",
  "unlike",
  "unlock",
  "update",
  "upload",
  "verify",
  "watch",
  "withdraw",
];

/** Rooms that a browser bundle must not reach, even through others. */
export const serverOnly = {
  files: [
    "db/**",
    "inngest/**",
    "lib/entry/**",
    "lib/platform/env",
    "lib/platform/log",
    "lib/providers/*/*/**",
  ],
  packages: [
    "node:*",
    "node:*/**",
    "server-only",
    "postgres",
    "drizzle-orm",
    "drizzle-orm/**",
    "sharp",
    "pino",
    "next/headers",
    "inngest",
  ],
};
