import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import type { Stack } from "../local/stack";
import { audit, type ChaosReport } from "./audit";
import { killable, type Machine, rotateTwice } from "./machine";
import { type Orderer, order } from "./orders";
import { bringOwnKeys, signIn } from "./people";

const MAX_MINUTES = 60;

/** Orders, cancels, rotates keys and kills at random until all orders have ended, then audits what is left. */
export async function playChaos(root: string, stack: Stack, wanted: number): Promise<ChaosReport> {
  const sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
  try {
    const people = await signIn(stack, sql);
    const ownKeys = await bringOwnKeys(stack, people);
    const machine = killable(stack);
    const orderer: Orderer = {
      stack,
      people,
      taken: { generate: 0, edit: 0, own: 0, cancelled: 0 },
      byProvider: {},
      refusals: {},
    };
    const played = await storm({ root, machine, orderer, sql, wanted });
    return await audit(sql, stack, { ...played, ownKeys, ...orderer });
  } finally {
    await sql.end();
  }
}

interface Storm {
  root: string;
  machine: Machine;
  orderer: Orderer;
  sql: postgres.Sql;
  wanted: number;
}

async function storm({ root, machine, orderer, sql, wanted }: Storm) {
  const until = Date.now() + MAX_MINUTES * 60_000;
  let ordered = 0;
  let done = false;
  const killer = (async () => {
    while (!done) {
      await wait(randomInt(5_000, 20_000));
      if (!done) await machine.powerCut();
    }
  })();
  const ordering = (async () => {
    for (let number = 0; ordered < wanted && Date.now() < until; number += 1) {
      if ((await order(orderer, number)) === "taken") ordered += 1;
      else await wait(1_000);
      await wait(randomInt(20, 400));
    }
  })();
  // Jobs of all vendors are under way by then.
  const rotating = (async () => {
    while (ordered < wanted / 4 && Date.now() < until) await wait(200);
    return rotateTwice(root, machine);
  })();
  // Waited for at the end; until then a failure of it must not be a failure of nobody.
  killer.catch(() => undefined);
  try {
    const [rotations] = await Promise.all([rotating, ordering]);
    for (let open = 1; open > 0 && Date.now() < until; ) {
      await wait(2_000);
      open = await countOpen(sql);
      process.stdout.write(`\r${ordered} ordered, ${machine.kills()} kills, ${open} open      `);
    }
    process.stdout.write("\n");
    return { ordered, kills: machine.kills(), rotations };
  } finally {
    done = true;
    await killer;
  }
}

async function countOpen(sql: postgres.Sql): Promise<number> {
  const [row] =
    await sql`select count(*)::int as n from generation_history where status in ('queued', 'running')`;
  return Number(row?.n);
}
