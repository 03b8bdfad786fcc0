"use client";

import { BareError } from "@/components/shell/state/bare-error";
import type { RouteErrorProps } from "@/components/shell/state/route-error";
import "./globals.css";

/** Replaces the whole document when the root layout itself failed; it follows the system's theme. */
export default function GlobalError(props: RouteErrorProps) {
  return (
    <html lang="zh-CN">
      <body>
        <title>出错了 · 芯图 Xintu</title>
        <BareError {...props} />
      </body>
    </html>
  );
}
