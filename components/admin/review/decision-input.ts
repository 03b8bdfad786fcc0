import type { z } from "zod";
import type { decidePublicationInput } from "@/lib/gallery/schema";

/** What the screen asks the server to do with one publication. */
export type DecisionInput = z.input<typeof decidePublicationInput>;
