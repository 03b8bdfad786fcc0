interface Cookie {
  name: string;
  value: string;
  path: string;
  /** Milliseconds since 1970; null lives as long as the jar. */
  endsAt: number | null;
  httpOnly: boolean;
}

/**
 * The cookies of one person's phone. They stay on this side: browsers share cookies between the ports of a host, and
 * the product may be open in the same browser under another account. Domain and Secure are not kept, since a jar
 * belongs to one host.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** Takes a Set-Cookie line that came with an answer to `path`. A script's line can neither make nor change an HttpOnly cookie. */
  take(line: string, path: string, now: number, from: "server" | "script" = "server"): void {
    const cookie = parse(line, path, now);
    if (!cookie) return;
    const key = `${cookie.name};${cookie.path}`;
    if (from === "script" && (cookie.httpOnly || this.#cookies.get(key)?.httpOnly)) return;
    if (cookie.endsAt !== null && cookie.endsAt <= now) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }

  /** The Cookie header of a request to `path`; empty without cookies. */
  header(path: string, now: number): string {
    return join(this.#matching(path, now));
  }

  /** What a script of a page at `path` reads. */
  visible(path: string, now: number): string {
    return join(this.#matching(path, now).filter(({ httpOnly }) => !httpOnly));
  }

  clear(): void {
    this.#cookies.clear();
  }

  #matching(path: string, now: number): Cookie[] {
    return [...this.#cookies.values()]
      .filter((cookie) => (cookie.endsAt === null || cookie.endsAt > now) && covers(cookie.path, path))
      .sort((one, other) => other.path.length - one.path.length);
  }
}

const join = (cookies: Cookie[]) => cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

/** RFC 6265, 5.1.4. */
const covers = (cookiePath: string, path: string) =>
  path === cookiePath || path.startsWith(cookiePath.endsWith("/") ? cookiePath : `${cookiePath}/`);

const defaultPath = (path: string) => path.slice(0, path.lastIndexOf("/")) || "/";

function parse(line: string, path: string, now: number): Cookie | null {
  const [pair = "", ...rest] = line.split(";");
  const at = pair.indexOf("=");
  const name = pair.slice(0, at).trim();
  if (at < 1 || name === "") return null;
  const attributes = new Map(
    rest.map((part) => {
      const [key = "", ...value] = part.split("=");
      return [key.trim().toLowerCase(), value.join("=").trim()];
    }),
  );
  const age = attributes.get("max-age");
  const expires = Date.parse(attributes.get("expires") ?? "");
  const endsAt = age && /^-?\d+$/.test(age) ? now + Number(age) * 1000 : expires;
  const ownPath = attributes.get("path");
  return {
    name,
    value: pair.slice(at + 1).trim(),
    path: ownPath?.startsWith("/") ? ownPath : defaultPath(path),
    endsAt: Number.isNaN(endsAt) ? null : endsAt,
    httpOnly: attributes.has("httponly"),
  };
}
