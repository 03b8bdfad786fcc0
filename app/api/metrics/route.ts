import { metricsRoute } from "@/lib/entry/operations";
import { measureGauges } from "@/lib/stats/read";

export const GET = metricsRoute(measureGauges);
