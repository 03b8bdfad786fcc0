import type { World } from "@/simulators/wechat/world";

/** What both kinds of callbacks have for an answer. */
export const REPLY_WITHIN_MS = 5_000;
/** However fast the simulator runs: a server on the same machine needs this long. */
const SHORTEST_MS = 1_000;

export interface Answered {
  /** 0 when nobody answered in time. */
  status: number;
  body: string;
}

/** Asks the product's server: a POST with a body, a GET without. Follows no redirect. */
export async function ask(
  world: World,
  call: { url: string; headers: Record<string, string>; body?: string },
): Promise<Answered> {
  const within = AbortSignal.timeout(Math.max(SHORTEST_MS, REPLY_WITHIN_MS / world.speed));
  try {
    const response = await fetch(call.url, {
      method: call.body === undefined ? "GET" : "POST",
      headers: call.headers,
      body: call.body,
      redirect: "manual",
      signal: AbortSignal.any([within, world.stopped.signal]),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: "" };
  }
}
