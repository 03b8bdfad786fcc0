"use client";

import { PageFailed } from "@/components/member/page/page-failed";

/** The number under which the server logged the error is all that the browser is told. */
export default function ErrorPage({ error }: { error: unknown }) {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return <PageFailed digest={typeof digest === "string" ? digest : undefined} />;
}
