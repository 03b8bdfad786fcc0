/**
 * Who may import whom. One row is one room; the first row that matches a file is its room.
 * Patterns: `*` is one path segment, `**` any number; paths have no extension.
 */
export interface Room {
  name: string;
  files: string[];
  /** Besides its own files. */
  may: string[];
  /** Said when an arrow leaves the room in a wrong direction. */
  otherwise: string;
}

/** From the ground up. A domain may import its own floor and those below, never in a circle. */
export const floors: readonly (readonly string[])[] = [
  ["audit", "accounts"],
  [
    "styles",
    "images",
    "credits",
    "labels",
    "moderation",
    "notifications",
    "api-configs",
    "channels",
    "prompts",
    "location",
    "collections",
    "settings",
  ],
  ["membership", "bindings"],
  ["orders", "generations", "edits", "classification"],
  ["gallery", "shares", "stats", "registration"],
];

export const domains: readonly string[] = floors.flat();

/** Plumbing that runs in a browser as well. */
export const browserSafePlatform = [
  "api-client",
  "api-error",
  "cn",
  "errors",
  "export-days",
  "locale",
  "plain-text",
  "search-text",
  "pixels",
  "time",
].flatMap((name) => [`lib/platform/${name}`, `lib/platform/*/${name}`]);

const domainFiles = (pattern: string) => domains.map((domain) => `lib/${domain}/${pattern}`);
const browserSide = [
  ...domainFiles("schema"),
  ...domainFiles("rules"),
  ...domainFiles("client"),
  ...browserSafePlatform,
];
const doorMay = ["components/**", "lib/entry/**", ...domainFiles("**"), "lib/platform/**", "messages/**"];

export const rooms: readonly Room[] = [
  {
    name: "the Inngest door",
    files: ["app/api/inngest/**", "inngest/serve", "instrumentation", "instrumentation-node"],
    may: [...doorMay, "inngest/**", "instrumentation-node"],
    otherwise: "This door connects functions and engine; decisions belong into lib/<domain>.",
  },
  {
    name: "app",
    files: ["app/**", "proxy"],
    may: [...doorMay, "app/**"],
    otherwise: "Doors let in and do not decide: call a verb or a read of lib/<domain>.",
  },
  {
    name: "inngest/functions",
    files: ["inngest/functions/**"],
    may: [...doorMay, "inngest/functions/**", "inngest/client", "inngest/events"],
    otherwise: "A step calls exactly one verb of lib/<domain>; SQL and vendors stay behind it.",
  },
  {
    name: "the engine's conformance suite",
    files: ["inngest/engine/conformance/**"],
    may: ["inngest/**", "db/**", "lib/platform/**", "scripts/**"],
    otherwise: "The suite runs small functions of its own against an engine or a server.",
  },
  {
    name: "inngest/engine",
    files: ["inngest/engine/**"],
    may: ["inngest/engine/**", "db/client", "db/schema/**", "lib/platform/**"],
    otherwise: "The engine knows no product word: pass what it needs as an argument.",
  },
  {
    // Without a server, sending an event is storing it for the engine: the one thing that the client takes from it.
    name: "inngest/client",
    files: ["inngest/client"],
    may: ["inngest/events", "inngest/engine/events", "db/client", "lib/platform/**"],
    otherwise: "The client sends events and knows no function and no domain.",
  },
  {
    name: "inngest",
    files: ["inngest/*"],
    may: ["inngest/*", "lib/platform/**"],
    otherwise: "Client and events are leaves: everybody imports them, they import plumbing only.",
  },
  {
    name: "components/ui",
    files: ["components/ui/**"],
    may: ["components/ui/**", "lib/platform/cn"],
    otherwise: "components/ui could ship in another product; product UI belongs into components/<surface>.",
  },
  {
    name: "components/shell",
    files: ["components/shell/**"],
    may: ["components/shell/**", "components/ui/**", ...browserSide],
    otherwise: "The shell may use components/ui and lib/<domain>/{schema,rules,client}.",
  },
  {
    name: "components/gallery",
    files: ["components/gallery/**"],
    may: ["components/gallery/**", "components/ui/**", "components/shell/**", ...browserSide],
    otherwise: "The gallery shows pictures to every surface and knows none of them.",
  },
  {
    name: "a surface",
    files: ["components/**"],
    may: ["components/gallery/**", "components/ui/**", "components/shell/**", ...browserSide],
    otherwise:
      "A surface may use components/ui, components/shell, components/gallery, lib/<domain>/{schema,rules,client} and browser-safe plumbing; " +
      "what two surfaces share belongs into components/ui or components/shell, and data comes from lib/<domain>/client.",
  },
  {
    name: "lib/entry",
    files: ["lib/entry/**"],
    // Rate limits belong to the frames, and several processes count them in Redis.
    may: [
      "lib/entry/**",
      "lib/accounts/**",
      "lib/providers/redis/**",
      "inngest/client",
      "lib/platform/**",
      "messages/**",
    ],
    otherwise: "Frames know accounts and plumbing only; the verb is passed in by the door.",
  },
  {
    name: "lib/providers",
    files: ["lib/providers/**"],
    may: ["lib/providers/*", "lib/platform/**"],
    otherwise:
      "A provider speaks to its vendor only; another vendor or a product rule belongs into lib/<domain>.",
  },
  {
    name: "lib/platform",
    files: ["lib/platform/**"],
    may: ["lib/platform/**"],
    otherwise: "Plumbing knows no product word; what does belongs into lib/<domain> or lib/entry.",
  },
  {
    name: "a domain",
    files: domainFiles("**"),
    may: [
      ...domainFiles("**"),
      "db/client",
      "db/demo-accounts",
      "db/keyset",
      "db/listen",
      "db/schema/**",
      "lib/providers/**",
      "inngest/client",
      "inngest/events",
      "lib/platform/**",
    ],
    otherwise:
      "A domain decides; it never sees a request, a page or a function. Move the door's part to the door.",
  },
  {
    name: "the seed",
    files: ["db/seed", "db/seed/**", "db/seed-*", "db/demo-accounts"],
    may: ["db/**", ...domainFiles("**"), "lib/platform/**", "lib/providers/**"],
    otherwise: "The seed fills a database through verbs and tables.",
  },
  {
    name: "db/testing",
    files: ["db/testing"],
    may: ["db/**", ...domainFiles("**"), "lib/platform/**"],
    otherwise: "Test contexts need tables and verbs only.",
  },
  {
    name: "db",
    files: ["db/**"],
    may: ["db/client", "db/schema/**", "lib/platform/**"],
    otherwise: "db stores and does not decide: rules belong into lib/<domain>.",
  },
  {
    name: "simulators",
    files: ["simulators/**"],
    may: ["simulators/**", "lib/platform/**", "lib/providers/sketch/**", "lib/providers/model-capabilities"],
    otherwise: "A simulator plays a vendor on loopback and knows nothing of the product.",
  },
  {
    name: "tools",
    files: ["scripts/**", "bench/**", "e2e/**", "*"],
    may: [
      "scripts/**",
      "bench/**",
      "e2e/**",
      "simulators/**",
      "db/**",
      "inngest/**",
      "lib/**",
      "components/**",
      "messages/**",
      "*",
    ],
    otherwise: "Tools may use everything but app/: ask its routes over HTTP.",
  },
];
