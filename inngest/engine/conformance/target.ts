import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { db } from "@/db/client";
import { createClient } from "@/inngest/client";
import { env } from "@/lib/platform/env";
import { sleep } from "@/lib/platform/time";
import { type EngineOptions, startEngine } from "../engine";

/** With INNGEST_BASE_URL the same functions and assertions run against that server instead of the engine. */
export const isRealServer = env().INNGEST_BASE_URL !== undefined;

/** An app of its own per test file, with event names of its own, so that files do not meet on a shared server. */
export function newApp() {
  const id = `conformance-${randomBytes(4).toString("hex")}`;
  return { client: createClient(id), named: (name: string) => `${id}/${name}` };
}

export interface Target {
  stop(): Promise<void>;
}

/**
 * Starts what executes the functions: the engine in this process, or an HTTP endpoint that a real server calls.
 * `options` are the engine's; a real server has its own.
 */
export async function startTarget(
  client: Inngest.Any,
  functions: InngestFunction.Any[],
  options: Omit<EngineOptions, "functions" | "client"> = {},
): Promise<Target> {
  if (isRealServer) return serveOverHttp(client, functions);
  // The app wraps the same pool in drizzle, which changes how the driver reads dates; so must the tests.
  db();
  return startEngine({ client, functions, ...options });
}

async function serveOverHttp(client: Inngest.Any, functions: InngestFunction.Any[]): Promise<Target> {
  const server = createServer(serve({ client, functions }));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const origin = new URL(env().APP_URL);
  const put = await globalThis.fetch(`http://${origin.hostname}:${port}/api/inngest`, { method: "PUT" });
  if (!put.ok) throw new Error(`The server did not accept the functions: ${await put.text()}`);
  return {
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the functions of a test did, in order. */
export class Trace {
  readonly entries: string[] = [];

  note(entry: string): void {
    this.entries.push(entry);
  }

  count(entry: string): number {
    return this.entries.filter((known) => known === entry).length;
  }

  /** Waits for an entry (the n-th of its kind) and tells what happened instead when it does not come. */
  async until(entry: string, times = 1, withinMs = 20_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (this.count(entry) < times) {
      if (Date.now() > deadline) throw new Error(`No ${times}. "${entry}" in [${this.entries.join(", ")}]`);
      await sleep(10);
    }
  }
}

/** Long enough for anything that must not happen any more to have happened. */
export const settleDown = () => sleep(isRealServer ? 3_000 : 400);
