import { vi } from "vitest";
import { forget } from "@/lib/platform/process/singleton";

export const INTERNAL_SECRET = "a-secret-between-two-processes-0123456789";

/** Makes this process one of the given variables until the test's environment is restored. */
export function setEnv(variables: Record<string, string>): void {
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  forget("env");
}

/** Back to the app as every other test knows it. */
export const resetEnv = (): void => setEnv({});

/** A request to a callback; `address` is what the server wrote into X-Forwarded-For. */
export function requestTo(
  path: string,
  init: Omit<RequestInit, "headers"> & { address?: string; headers?: Record<string, string> } = {},
): Request {
  const { address = "192.0.2.1", headers, ...rest } = init;
  return new Request(`http://app.test${path}`, {
    ...rest,
    headers: { "x-forwarded-for": address, ...headers },
  });
}
