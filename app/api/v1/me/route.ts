import { z } from "zod";
import { getAccount } from "@/lib/accounts/read";
import { accountView } from "@/lib/accounts/schema";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute({ input: z.strictObject({}), output: accountView, limit: "read" }, getAccount);
