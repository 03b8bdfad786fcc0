import type { SimReply, SimRequest } from "@/simulators/kit/server";

/** The three servers that speak the protocol, and how each says the same thing. */
export const dialects = ["novicezk", "trueai", "new-api"] as const;
export type Dialect = (typeof dialects)[number];

export interface Caller {
  dialect: Dialect;
  /** Null when the header is missing or the key is none of ours. */
  key: string | null;
}

/** Who calls: the dialect is fixed at start or named by the key, and each reads other headers. */
export function callerOf({ headers }: SimRequest, fixed?: Dialect): Caller {
  const authorization = headers.get("authorization");
  const secret = headers.get("mj-api-secret");
  const any = `${authorization ?? ""} ${secret ?? ""}`;
  const named = any.includes("trueai") ? "trueai" : any.includes("newapi") ? "new-api" : "novicezk";
  const dialect = fixed ?? named;
  const key = {
    novicezk: secret,
    trueai: authorization ?? secret,
    "new-api": authorization?.startsWith("Bearer ") ? authorization.slice(7) : secret,
  }[dialect];
  return { dialect, key: key?.startsWith("sim-") ? key : null };
}

const gatewayError = (status: number, message: string, type: string): SimReply => ({
  status,
  body: { error: { message, type, param: "", code: "" } },
});

export function unauthorized(dialect: Dialect): SimReply {
  if (dialect === "new-api") return gatewayError(401, "无效的令牌", "new_api_error");
  return dialect === "trueai" ? { status: 401, body: "Unauthorized" } : { status: 401 };
}

export function noRoute(dialect: Dialect, { method, path }: SimRequest): SimReply {
  if (dialect === "new-api")
    return gatewayError(404, `Invalid URL (${method} ${path})`, "invalid_request_error");
  if (dialect === "trueai") return { status: 404 };
  return {
    status: 404,
    body: { timestamp: new Date().toISOString(), status: 404, error: "Not Found", path },
  };
}

const accepting = new Set([1, 21, 22]);

/** The answer to a submit: new-api turns refusals into HTTP 400 and 429 and rewrites 21 and 22 to 1. */
export function reply(
  dialect: Dialect,
  answer: { code: number; description: string; result?: string; properties?: Record<string, unknown> },
): SimReply {
  const { code, description } = answer;
  if (dialect === "new-api" && !accepting.has(code))
    return {
      status: code === 30 ? 429 : 400,
      body: { description: `${description} `, type: "upstream_error", code },
    };
  const shown = dialect === "new-api" ? 1 : code;
  // trueai answers 404 where a related task is missing.
  const status = dialect === "trueai" && code === 3 ? 404 : 200;
  return { status, body: { result: null, properties: {}, ...answer, code: shown } };
}

/** A fetch of an id that the server does not know. */
export function unknownTask(dialect: Dialect): SimReply {
  if (dialect === "new-api") return reply(dialect, { code: 4, description: "task_no_found" });
  return { status: dialect === "trueai" ? 204 : 200 };
}
