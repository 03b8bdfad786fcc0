import { userRoute } from "@/lib/entry/route";
import { createGeneration } from "@/lib/generations/create";
import { listGenerations } from "@/lib/generations/read";
import {
  createGenerationInput,
  generationPage,
  generationView,
  listGenerationsInput,
} from "@/lib/generations/schema";

export const GET = userRoute(
  { input: listGenerationsInput, output: generationPage, limit: "read" },
  listGenerations,
);

export const POST = userRoute(
  { input: createGenerationInput, output: generationView, limit: "generate", status: 202 },
  createGeneration,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
