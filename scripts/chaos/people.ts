import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import type { Stack } from "../local/stack";

export interface Person {
  id: string;
  token: string;
}

const CREDITS = 20_000;

/** Tokens for the demo people, signed as the server signs them; all get credits enough to order at will. */
export async function signIn(stack: Stack, sql: postgres.Sql): Promise<Person[]> {
  process.env.AUTH_SECRET = stack.env.AUTH_SECRET;
  process.env.DATABASE_URL = stack.databaseUrl;
  process.env.DATA_DIR = stack.dataFolder;
  const { signSession } = await import("@/lib/entry/session/token");
  const { grantCredits } = await import("@/lib/credits/grant");
  const { jobContext } = await import("@/lib/entry/context");
  const { closePools } = await import("@/db/client");
  const users = await sql<
    { id: string; session_version: number }[]
  >`select id, session_version from users order by id`;
  const people: Person[] = [];
  for (const user of users) {
    const grant = { userId: user.id, amount: CREDITS, source: "promotion" as const, expiresAt: null };
    await grantCredits({ ctx: jobContext("chaos"), input: { ...grant, businessKey: `chaos:${user.id}` } });
    people.push({
      id: user.id,
      token: await signSession({ userId: user.id, version: user.session_version }),
    });
  }
  await closePools();
  return people;
}

/** Gives one person, who is allowed to, own keys at three vendors; answers how many. */
export async function bringOwnKeys(stack: Stack, people: readonly Person[]): Promise<number> {
  const urls = stack.simulators?.urls;
  if (!urls) return 0;
  const keys = [
    { provider: "openai", baseUrl: `${urls.openai}/v1`, apiKey: "sim-own-openai", model: "gpt-image-2" },
    { provider: "replicate", baseUrl: `${urls.replicate}/v1`, apiKey: "sim-own-repl", model: "flux-schnell" },
    { provider: "a1111", baseUrl: urls.a1111, apiKey: "sim-own:password", model: "default" },
  ];
  for (const person of people) {
    let brought = 0;
    for (const key of keys) {
      const body = { ...key, name: `Own ${key.provider}` };
      const answer = await ask(stack, person, "/api/v1/api-configs", body);
      if (answer?.status === 403) break;
      if (!answer || answer.status > 299) throw new Error(`an own key answered ${JSON.stringify(answer)}`);
      brought += 1;
    }
    if (brought > 0) return brought;
  }
  return 0;
}

/** POST with a body, GET without one; null when the server was away or died while answering. */
export async function ask(stack: Stack, person: Person, path: string, body?: unknown) {
  try {
    const answer = await fetch(`${stack.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${person.token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

/** Reads until the server answers, as a patient client does; null after a minute. */
export async function read(stack: Stack, person: Person, path: string): Promise<unknown> {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await ask(stack, person, path);
    if (answer?.status === 200) return JSON.parse(answer.text);
    await wait(500);
  }
  return null;
}
