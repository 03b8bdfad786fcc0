import path from "node:path";
import { env } from "@/lib/platform/env";
import { singleton } from "@/lib/platform/process/singleton";
import { diskStorage } from "./disk";
import { s3Storage } from "./s3";
import type { Storage } from "./types";

/** The storage of this process: the bucket of S3_BUCKET, otherwise the folder `files` in DATA_DIR. */
export const storage = (): Storage =>
  singleton("storage", () => {
    const { S3_BUCKET, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, DATA_DIR } = env();
    if (!S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
      return diskStorage(path.join(DATA_DIR, "files"));
    return s3Storage({
      bucket: S3_BUCKET,
      region: S3_REGION,
      endpoint: S3_ENDPOINT,
      accessKeyId: S3_ACCESS_KEY_ID,
      secretAccessKey: S3_SECRET_ACCESS_KEY,
    });
  });
