import { Agent, type Dispatcher, FormData as UndiciFormData, fetch as undiciFetch } from "undici";
import { env } from "../env";
import { AppError } from "../errors";
import { singleton } from "../process/singleton";
import { guardedConnector, type Resolver } from "./connect";
import { type AllowedHost, checkUrl, type OutboundRules, parseAllowList } from "./guard";

export interface OutboundOptions {
  /** Only these hosts: `api.example.com`, `*.example.com`. Everything that the rules allow without it. */
  allowedHosts?: readonly string[];
  /** For tests that play a name server. */
  resolver?: Resolver;
  /** Instead of OUTBOUND_ALLOW. */
  allow?: string;
  /** Longest body of an answer after decompression; 256 MiB without it. */
  maxBytes?: number;
}

/**
 * Making pictures takes minutes, ten of them on a small graphics card, and until then a server may send nothing at
 * all. This bound is the last one; callers have shorter ones of their own.
 */
const ANSWER_TIMEOUT_MS = 620_000;
/** Idle connections are soon given up: a request on one that the server has just closed has an unknown outcome. */
const IDLE_MS = 4_000;
const MAX_IDLE_MS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

const newAgent = (allow: readonly AllowedHost[], resolver?: Resolver): Dispatcher =>
  new Agent({
    connect: guardedConnector(allow, resolver),
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: MAX_IDLE_MS,
    allowH2: false,
  });

/** One allow-list and one set of connections per process. */
const shared = () =>
  singleton("outbound", () => {
    const allow = parseAllowList(env().OUTBOUND_ALLOW);
    return { allow, agent: newAgent(allow) };
  });

/** The rules that every connection to the outside follows, for judging an address before it is used. */
export const outboundRules = (): OutboundRules => ({ allow: shared().allow });

/**
 * A `fetch` that connects only to where the rules allow (guard.ts, connect.ts), never follows a redirect (a 3xx is
 * an answer like any other), gives up connecting after 10 seconds, waits up to 620 seconds for an answer and refuses
 * bodies that are too long. Rejects with AppError 400 `address_not_allowed`, otherwise as `fetch` does.
 */
export function outboundFetch(options: OutboundOptions = {}): typeof fetch {
  const own = options.resolver !== undefined || options.allow !== undefined;
  const { allow, agent } = own ? ownAgent(options) : shared();
  const rules: OutboundRules = { allow, allowedHosts: options.allowedHosts };
  return async (input, init) => {
    const asked = input instanceof Request ? { ...partsOf(input), ...init } : { ...init };
    const url = checkUrl(input instanceof Request ? input.url : input, rules);
    const body = asked.body instanceof FormData ? copyForm(asked.body) : asked.body;
    const request = { ...asked, body, redirect: "manual", dispatcher: agent };
    try {
      // Both are the web's types, declared once by Node and once by the package.
      const response = await undiciFetch(url, request as Parameters<typeof undiciFetch>[1]);
      return bounded(response as unknown as Response, options.maxBytes ?? MAX_ANSWER_BYTES);
    } catch (error) {
      throw refusalIn(error) ?? error;
    }
  };
}

function ownAgent(options: OutboundOptions) {
  const allow = parseAllowList(options.allow ?? env().OUTBOUND_ALLOW);
  return { allow, agent: newAgent(allow, options.resolver) };
}

/** A Request of the platform's own class, which the package does not take for one. */
const partsOf = ({ method, headers, body, signal }: Request): RequestInit & { duplex?: "half" } => ({
  method,
  headers,
  signal,
  ...(body ? { body, duplex: "half" } : {}),
});

/** A form of the platform's own class, which the package would send as the text "[object FormData]". */
function copyForm(form: FormData): UndiciFormData {
  const copy = new UndiciFormData();
  for (const [name, value] of form)
    if (typeof value === "string") copy.append(name, value);
    else copy.append(name, value, value.name);
  return copy;
}

/** The same answer whose body fails as soon as it is longer than `maxBytes`. */
function bounded(response: Response, maxBytes: number): Response {
  let size = 0;
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size <= maxBytes) controller.enqueue(chunk);
        else controller.error(new AppError(502, "answer_too_large", "The server's answer is too long."));
      },
    }),
  );
  const { status, statusText, headers } = response;
  const answer = new Response(counted ?? null, { status, statusText, headers: [...headers] });
  return Object.defineProperty(answer, "url", { value: response.url });
}

/** Our own refusal inside what `fetch` made of it. */
function refusalIn(error: unknown): AppError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof AppError) return cause;
  return undefined;
}
