import { z } from "zod";
import { createApiKey } from "@/lib/accounts/api-keys/create-key";
import { listApiKeys } from "@/lib/accounts/api-keys/read";
import { apiKeyList, createApiKeyInput, createdApiKeyView } from "@/lib/accounts/schema";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute({ input: z.strictObject({}), output: apiKeyList, limit: "read" }, listApiKeys);

export const POST = userRoute(
  { input: createApiKeyInput, output: createdApiKeyView, limit: "password", status: 201 },
  createApiKey,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
