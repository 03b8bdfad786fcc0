import { isServer, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/platform/api-error";

/** Refusals will not change by asking again; lost connections and failures of the server may. */
const worthRetrying = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status === 0 || error.status >= 500;

const create = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: (count, error) => count < 2 && worthRetrying(error),
      },
      mutations: { retry: false },
    },
  });

let browserClient: QueryClient | undefined;

/** One client per browser, so that lists survive a change of layout; a new one per render on the server. */
export function queryClient(): QueryClient {
  if (isServer) return create();
  browserClient ??= create();
  return browserClient;
}
