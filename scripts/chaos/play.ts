import { randomInt } from "node:crypto";
import postgres from "postgres";
import type { Stack } from "../local/stack";
import { audit, type ChaosReport } from "./audit";

const MAX_MINUTES = 40;
const MARKS = ["", "", "", "", "", " [[refuse]]", " [[partial]]", " [[fail]]"];
const PROMPTS = [
  "江南烟雨",
  "a lighthouse in the storm",
  "雪山星空",
  "neon city",
  "剪纸森林",
  "an orange cat",
];

interface Person {
  id: string;
  token: string;
}

/** Orders, cancels and kills at random until all orders have ended, then audits what is left. */
export async function playChaos(stack: Stack, wanted: number): Promise<ChaosReport> {
  const sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
  try {
    const people = await signIn(stack, sql);
    const until = Date.now() + MAX_MINUTES * 60_000;
    let ordered = 0;
    let kills = 0;
    let done = false;
    const killer = (async () => {
      while (!done) {
        await pause(randomInt(1_500, 9_000));
        if (done) break;
        await stack.kill();
        kills += 1;
        await stack.restart();
      }
    })();
    const orderer = (async () => {
      while (ordered < wanted && Date.now() < until) {
        const person = people[ordered % people.length];
        if (person && (await order(stack, person, `chaos-order-${ordered}`))) ordered += 1;
        await pause(randomInt(20, 400));
      }
    })();
    await orderer;
    for (let open = 1; open > 0 && Date.now() < until; ) {
      await pause(2_000);
      open = await countOpen(sql);
      process.stdout.write(`\r${ordered} ordered, ${kills} kills, ${open} open      `);
    }
    done = true;
    await killer;
    process.stdout.write("\n");
    return await audit(sql, { ordered, kills });
  } finally {
    await sql.end();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tokens for the demo people, signed as the server signs them; all get credits enough to order at will. */
async function signIn(stack: Stack, sql: postgres.Sql): Promise<Person[]> {
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
    const businessKey = `chaos:${user.id}`;
    const input = {
      userId: user.id,
      amount: 5_000,
      source: "promotion" as const,
      expiresAt: null,
      businessKey,
    };
    await grantCredits({ ctx: jobContext("chaos"), input });
    people.push({
      id: user.id,
      token: await signSession({ userId: user.id, version: user.session_version }),
    });
  }
  await closePools();
  return people;
}

/** One order; the same key until the server has answered, as a careful client does. Some are cancelled. */
async function order(stack: Stack, person: Person, idempotencyKey: string): Promise<boolean> {
  const prompt = `${pick(PROMPTS)}${pick(MARKS)}`;
  const body = { idempotencyKey, prompt, model: "sketch-1", quality: "draft", count: randomInt(1, 4) };
  for (;;) {
    const answer = await call(stack, person, "/api/v1/generations", body);
    if (answer === null) await pause(300);
    else if (answer.status === 429 || answer.status === 402) return false;
    else if (answer.status !== 202) throw new Error(`order answered ${answer.status}: ${answer.text}`);
    else {
      const { id } = JSON.parse(answer.text) as { id: string };
      if (randomInt(8) === 0) {
        await pause(randomInt(0, 3_000));
        await call(stack, person, `/api/v1/generations/${id}/cancel`, {});
      }
      return true;
    }
  }
}

/** Null when the server was away or died while answering. */
async function call(stack: Stack, person: Person, path: string, body: unknown) {
  try {
    const answer = await fetch(`${stack.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${person.token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

async function countOpen(sql: postgres.Sql): Promise<number> {
  const [row] =
    await sql`select count(*)::int as n from generation_history where status in ('queued', 'running')`;
  return Number(row?.n);
}

const pick = (list: readonly string[]): string => list[randomInt(list.length)] ?? "";
