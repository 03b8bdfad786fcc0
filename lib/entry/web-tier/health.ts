import { env } from "@/lib/platform/env";
import { statusOf } from "@/lib/platform/http/forwarding";

const TIMEOUT_MS = 3_000;

/** Whether the app that stands behind this web tier answers, and well. */
export async function webTierHealth(): Promise<{ ok: boolean; parts: Record<string, unknown> }> {
  const { APP_INTERNAL_URL } = env();
  const url = APP_INTERNAL_URL && `${new URL(APP_INTERNAL_URL).origin}/api/health`;
  const status = url ? await statusOf(url, TIMEOUT_MS) : null;
  const app = status === null ? "unreachable" : status === 200 ? "ok" : "unavailable";
  return { ok: app === "ok", parts: { role: "web", app } };
}
