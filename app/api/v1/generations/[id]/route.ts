import { userRoute } from "@/lib/entry/route";
import { getGeneration } from "@/lib/generations/read";
import { generationDetailView, generationIdInput } from "@/lib/generations/schema";

export const GET = userRoute(
  { input: generationIdInput, output: generationDetailView, limit: "read" },
  getGeneration,
);
