import { memberRoute } from "@/lib/entry/route";
import { createGeneration } from "@/lib/generations/create";
import { listGenerations } from "@/lib/generations/read";
import {
  createGenerationInput,
  generationPage,
  generationView,
  listGenerationsInput,
} from "@/lib/generations/schema";

export const GET = memberRoute(
  { input: listGenerationsInput, output: generationPage, limit: "read", scope: "read" },
  listGenerations,
);

export const POST = memberRoute(
  { input: createGenerationInput, output: generationView, limit: "generate", scope: "generate", status: 202 },
  createGeneration,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
