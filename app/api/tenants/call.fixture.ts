import { globSync } from "node:fs";
import { join } from "node:path";
import type { RouteHandler } from "@/lib/entry/route";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

export interface Endpoint {
  /** `GET /api/v1/images/[id]`. */
  name: string;
  method: Method;
  path: string;
  call: RouteHandler;
}

/** Every method that a route of the product, or of a part of it, really answers, found by the files. */
export async function findEndpoints(files = "app/**/route.ts"): Promise<Endpoint[]> {
  const found: Endpoint[] = [];
  for (const file of globSync(files).sort()) {
    const path = `/${file.slice("app/".length, -"/route.ts".length).replaceAll(/\([^)]*\)\//g, "")}`;
    const handlers = (await import(join(process.cwd(), file))) as Record<string, RouteHandler>;
    for (const method of methods) {
      const call = handlers[method];
      if (call && !(await refusesMethod(call))) found.push({ name: `${method} ${path}`, method, path, call });
    }
  }
  return found;
}

/** A method that is only there to be refused: nothing is asked of it. */
async function refusesMethod(call: RouteHandler): Promise<boolean> {
  const { methodNotAllowed } = await import("@/lib/entry/route");
  return call === methodNotAllowed;
}

/** What a row of the table sends. */
export interface Ask {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** A file instead of JSON. */
  bytes?: Buffer;
  headers?: Record<string, string>;
}

/** Sends one request with somebody's credentials and reads the answer; of a stream only its beginning. */
export async function send(
  endpoint: Endpoint,
  ask: Ask,
  credentials: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const path = endpoint.path.replaceAll(
    /\[(?:\.\.\.)?(\w+)\]/g,
    (_, name: string) => ask.params?.[name] ?? "x",
  );
  const url = new URL(path, "http://localhost:3000");
  for (const [key, value] of Object.entries(ask.query ?? {})) url.searchParams.set(key, value);
  const hasBody = endpoint.method !== "GET" && (ask.bytes !== undefined || ask.body !== undefined);
  const gone = new AbortController();
  const request = new Request(url, {
    method: endpoint.method,
    signal: gone.signal,
    headers: {
      ...(hasBody ? { "content-type": ask.bytes ? "application/octet-stream" : "application/json" } : {}),
      ...ask.headers,
      ...credentials,
    },
    body: hasBody ? (ask.bytes ? new Uint8Array(ask.bytes) : JSON.stringify(ask.body)) : undefined,
  });
  const answer = await endpoint.call(request, { params: Promise.resolve(ask.params ?? {}) });
  if (!answer.headers.get("content-type")?.startsWith("text/event-stream"))
    return { status: answer.status, text: await answer.text() };
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  gone.abort();
  await reader?.cancel();
  return { status: answer.status, text: new TextDecoder().decode(first?.value) };
}
