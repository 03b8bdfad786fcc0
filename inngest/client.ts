import { randomBytes } from "node:crypto";
import { Inngest } from "inngest";
import { sql } from "@/db/client";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";
import { embeddedFetch } from "./engine/events";

const log = logger("inngest");

/** The SDK logs as (fields, text) or (text). */
const write =
  (level: "debug" | "info" | "warn" | "error") =>
  (...args: unknown[]) => {
    const fields = typeof args[0] === "object" && args[0] !== null ? { ...args[0] } : {};
    const text = args.filter((arg) => typeof arg === "string").join(" ");
    log[level](text === "" ? "Inngest" : text, fields);
  };

const isEmbedded = () => env().INNGEST_BASE_URL === undefined;

/** Known to this process only, and to all of its module copies. */
const ownSigningKey = () =>
  singleton("inngest.key", () => `signkey-embedded-${randomBytes(32).toString("hex")}`);

const storeInDatabase = embeddedFetch(sql);
/** A server that accepts and stays silent must not hold the request that has already been committed. */
const SERVER_TIMEOUT_MS = 5_000;

const transport: typeof fetch = (input, init) =>
  isEmbedded()
    ? storeInDatabase(input, init)
    : globalThis.fetch(input, { ...init, signal: AbortSignal.timeout(SERVER_TIMEOUT_MS) });

/**
 * A client that sends events to the configured Inngest server or, without one, into PostgreSQL.
 * The environment is read when something is sent, never at import, so that a build needs none.
 */
export const createClient = (id: string) =>
  new Inngest({
    id,
    isDev: false,
    logger: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    fetch: transport,
    // Left undefined with a server: the SDK then reads INNGEST_EVENT_KEY, _SIGNING_KEY and _BASE_URL by itself.
    get eventKey() {
      return isEmbedded() ? "embedded" : undefined;
    },
    get signingKey() {
      return isEmbedded() ? ownSigningKey() : undefined;
    },
  });

export const inngest = createClient("xintu");
