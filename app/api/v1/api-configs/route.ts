import { z } from "zod";
import { createApiConfig } from "@/lib/api-configs/create";
import { listApiConfigs } from "@/lib/api-configs/read";
import { apiConfigList, apiConfigView, createApiConfigInput } from "@/lib/api-configs/schema";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute(
  { input: z.strictObject({}), output: apiConfigList, limit: "read" },
  listApiConfigs,
);

export const POST = userRoute(
  { input: createApiConfigInput, output: apiConfigView, limit: "testConnection", status: 201 },
  createApiConfig,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
