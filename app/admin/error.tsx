"use client";

import { RouteError, type RouteErrorProps } from "@/components/shell/state/route-error";

/** The navigation stays; the page's place says what happened. */
export default function ErrorPage(props: RouteErrorProps) {
  return <RouteError {...props} />;
}
