import { type SQL, sql } from "drizzle-orm";

/**
 * What vendors take, as rows (`generation_id`, `model`, `micro_yuan`): for the pictures that were delivered, and for
 * those of attempts of which somebody found out that the vendor made them; nothing where no price is agreed, and for
 * people's own keys. The one rule of a generation's record and of the platform's figures.
 * @param jobs which generations, as a condition on `g` (generation_history)
 * @param attempts which attempts that were found out, as a condition on `a` (generation_attempts)
 */
export const vendorCosts = (jobs: SQL, attempts: SQL): SQL => sql`
  select g.id as generation_id, g.model, g.delivered_count * t.cost_micro_yuan::bigint as micro_yuan
  from generation_history g join model_terms t on t.model = g.model
  where t.cost_micro_yuan > 0 and g.delivered_count > 0 and ${jobs}
  union all
  select g.id, g.model, least(g.per_call, g.count - a.part * g.per_call) * t.cost_micro_yuan::bigint
  from generation_attempts a
    join generation_history g on g.id = a.generation_id
    join model_terms t on t.model = g.model
  where t.cost_micro_yuan > 0 and a.resolution = 'delivered' and ${attempts}`;
