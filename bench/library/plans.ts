import type postgres from "postgres";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
}

export interface PlanNode {
  /** `Index Scan idx_images_user_id`, `Sort`. */
  text: string;
  /** Reads a whole table that grows with the product. */
  isSequential: boolean;
}

/** Tables that stay small are read whole by every sensible planner. */
const growing = ["generated_images", "publications", "collections", "storage_usage"];

/** What PostgreSQL would do for a statement with these very parameters. */
export async function readPlan(
  pool: postgres.Sql,
  { query, params }: { query: string; params: unknown[] },
): Promise<Plan> {
  const [row] = await pool.unsafe<{ "QUERY PLAN": { Plan: Plan }[] }[]>(
    `explain (format json) ${query}`,
    params as postgres.ParameterOrJSON<never>[],
  );
  const plan = row?.["QUERY PLAN"][0]?.Plan;
  if (!plan) throw new Error("PostgreSQL answered without a plan");
  return plan;
}

/** The nodes of a plan from the top to its leaves. */
export function nodesOf(plan: Plan): PlanNode[] {
  const type = plan["Node Type"];
  const text = [type, plan["Index Name"] ?? plan["Relation Name"]].filter(Boolean).join(" ");
  const isSequential = type === "Seq Scan" && growing.includes(plan["Relation Name"] ?? "");
  return [{ text, isSequential }, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
