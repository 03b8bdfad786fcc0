import postgres from "postgres";
import { env } from "@/lib/platform/env";
import { singleton } from "@/lib/platform/process/singleton";

/** A statement as the driver sent it. */
interface Sent {
  text: string;
  values: unknown[];
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Loops"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: PlanNode[];
}

export interface Explained {
  /** Blocks that were looked at, in memory or not. */
  buffers: number;
  /** Nodes that ran, from the root down. */
  nodes: string[];
}

/** Puts a pool in the place of the product's own that tells what it sends. Before the first query. */
export function listenIn(): { take: () => Sent[] } {
  let sent: Sent[] = [];
  singleton("db.sql", () =>
    postgres(env().DATABASE_URL, {
      max: 8,
      transform: { undefined: null },
      onnotice: () => {},
      debug: (_connection, text, values) => sent.push({ text, values }),
    }),
  );
  return {
    take: () => {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}

/** Runs statements again, in their order and in one transaction, and tells how PostgreSQL answered them. */
export async function explain(statements: Sent[]): Promise<Explained> {
  const sql = postgres(env().DATABASE_URL, { max: 1, onnotice: () => {} });
  const all: Explained = { buffers: 0, nodes: [] };
  await sql.begin(async (tx) => {
    for (const { text, values } of statements) {
      if (/^\s*(begin|commit|rollback)/i.test(text)) {
        await tx`set local enable_seqscan to default`;
        continue;
      }
      if (/^\s*set /i.test(text)) {
        await tx.unsafe(text);
        continue;
      }
      const parameters = values as Parameters<typeof tx.unsafe>[1];
      const [row] = await tx.unsafe<{ "QUERY PLAN": { Plan: PlanNode }[] }[]>(
        `explain (analyze, buffers, format json) ${text}`,
        parameters,
      );
      const plan = row?.["QUERY PLAN"][0]?.Plan;
      if (!plan) throw new Error("No plan came back.");
      all.buffers += (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
      all.nodes.push(...nodesOf(plan));
    }
  });
  await sql.end();
  return all;
}

function nodesOf(node: PlanNode): string[] {
  if (node["Actual Loops"] === 0) return [];
  const on = node["Index Name"] ?? node["Relation Name"];
  const own = on ? [`${node["Node Type"]} ${on}`] : [node["Node Type"]];
  // The relation counts too: a walk over a whole table has no index to be named after.
  return [...own, ...(node.Plans ?? []).flatMap(nodesOf)];
}
