"use client";

import { ExploreError } from "@/components/explore/explore-error";

interface ErrorProps {
  error: unknown;
  retry: () => void;
}

/** The navigation stays; the page's place says what happened. */
export default function ErrorPage(props: ErrorProps) {
  return <ExploreError {...props} />;
}
