"use client";

import { BareError } from "@/components/shell/state/bare-error";
import type { RouteErrorProps } from "@/components/shell/state/route-error";

/** The last resort above all shells, where no translations are at hand; every shell's own error.tsx comes first. */
export default function RootError(props: RouteErrorProps) {
  return <BareError {...props} />;
}
