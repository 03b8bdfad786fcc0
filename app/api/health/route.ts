import { healthRoute } from "@/lib/entry/operations";
import { getHealth } from "@/lib/stats/read";

export const GET = healthRoute(getHealth);
