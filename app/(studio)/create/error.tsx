"use client";

import { RouteError, type RouteErrorProps } from "@/components/shell/state/route-error";

export default function CreateError(props: RouteErrorProps) {
  return <RouteError {...props} />;
}
