import { open, seal } from "@/lib/platform/key-ring/seal";
import type { Connection } from "@/lib/providers/image-provider";
import type { ConfigRow } from "./rows";

/** A key as it is stored: bound to the id of its row, so that it opens nowhere else. */
export const sealKey = (apiKey: string, configId: string): Buffer => seal(apiKey, `api-config:${configId}`);

/** The key of a row. Throws AppError 503 when the key ring cannot open it. */
export const openKey = (row: Pick<ConfigRow, "id" | "apiKey">): string =>
  open(row.apiKey, `api-config:${row.id}`);

/** What an adapter needs to call the config's vendor, with the key in clear. */
export const connectionOf = (row: ConfigRow): Connection => ({
  id: row.id,
  baseUrl: row.baseUrl ?? "",
  apiKey: openKey(row),
  options: row.options,
});
