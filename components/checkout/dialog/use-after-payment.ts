"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { creditKeys } from "@/lib/credits/client";
import { membershipKeys } from "@/lib/membership/client";
import { orderKeys } from "@/lib/orders/client";

/** What shows credits, the plan or orders is read anew once something was paid for, and orders when the window closes. */
export function useAfterPayment(isPaid: boolean): void {
  const client = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    if (!isPaid) return;
    for (const queryKey of [creditKeys.all, membershipKeys.all, orderKeys.list])
      void client.invalidateQueries({ queryKey });
    // The header of the page was made by the server.
    router.refresh();
  }, [isPaid, client, router]);
  useEffect(() => () => void client.invalidateQueries({ queryKey: orderKeys.list }), [client]);
}
