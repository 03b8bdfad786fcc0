import { apiConfigIdInput, connectionReportView } from "@/lib/api-configs/schema";
import { testApiConfig } from "@/lib/api-configs/test";
import { userRoute } from "@/lib/entry/route";

export const POST = userRoute(
  { input: apiConfigIdInput, output: connectionReportView, limit: "testConnection" },
  testApiConfig,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
