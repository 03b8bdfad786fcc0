import { serve } from "inngest/next";
import { inngest } from "./client";
import { functions } from "./functions";

/** The SDK's handlers over all functions: the route serves them, start-up registers with them. */
export const handlers = serve({ client: inngest, functions });
