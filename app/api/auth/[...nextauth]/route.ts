import { authRoute } from "@/lib/entry/auth";

export const GET = authRoute;
export const POST = authRoute;
