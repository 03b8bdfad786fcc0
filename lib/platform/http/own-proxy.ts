import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "../env";

/** Calls back with every request of this process's HTTP servers before anything else has seen it. */
export function beforeEveryRequest(look: (request: IncomingMessage) => void): void {
  subscribe("http.server.request.start", (message) =>
    look((message as { request: IncomingMessage }).request),
  );
}

/**
 * Without a proxy of ours in front, a caller could write any address into X-Forwarded-For and so slip through
 * limits by address. The header is dropped before Next sees it; Next then fills in the socket's address.
 */
export function trustOnlyOwnProxy(): void {
  if (env().TRUST_PROXY) return;
  beforeEveryRequest((request) => {
    delete request.headers["x-forwarded-for"];
    delete request.headers["x-forwarded-host"];
    delete request.headers["x-forwarded-proto"];
  });
}
