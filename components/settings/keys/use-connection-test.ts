"use client";

import { useTestApiConfig } from "@/lib/api-configs/client";

/** One connection test at a time; its result stands in the list of configs afterwards. */
export function useConnectionTest() {
  const { mutate, isPending, error } = useTestApiConfig();
  return {
    testing: isPending,
    /** Why there was no test at all. */
    problem: error,
    run: (id: string) => {
      if (!isPending) mutate(id);
    },
  };
}
