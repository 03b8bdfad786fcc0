import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { AppError, notFound } from "@/lib/platform/errors";
import {
  type ByteRange,
  type KeyPage,
  type Storage,
  type StoredFile,
  storageKey,
  storagePrefix,
} from "./types";

export interface S3Settings {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Another vendor's S3, or one's own; addressed in path style. */
  endpoint?: string;
  /** Milliseconds: to connect, until the answer begins, and without any byte. 3 s, 60 s and 30 s unless told. */
  connectTimeoutMs?: number;
  answerTimeoutMs?: number;
  idleTimeoutMs?: number;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Files in one bucket. A PutObject is atomic by S3's own promise. */
export function s3Storage(settings: S3Settings): Storage {
  return new S3Storage(clientOf(settings), settings.bucket);
}

function clientOf(settings: S3Settings): S3Client {
  return new S3Client({
    region: settings.region,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint, forcePathStyle: true }),
    maxAttempts: 3,
    // Several S3-compatible vendors refuse the checksum trailers that newer clients add unasked.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: settings.connectTimeoutMs ?? 3_000,
      requestTimeout: settings.answerTimeoutMs ?? 60_000,
      throwOnRequestTimeout: true,
      socketTimeout: settings.idleTimeoutMs ?? 30_000,
    },
  });
}

class S3Storage implements Storage {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async put(key: string, bytes: Uint8Array, { contentType }: { contentType: string }): Promise<void> {
    await this.client.send(
      new PutObjectCommand({
        ...this.at(key),
        Body: bytes,
        ContentLength: bytes.byteLength,
        ContentType: contentType,
      }),
    );
  }

  async get(key: string): Promise<Buffer | null> {
    const found = await orNull(this.client.send(new GetObjectCommand(this.at(key))));
    return found?.Body ? Buffer.from(await found.Body.transformToByteArray()) : null;
  }

  async stat(key: string): Promise<StoredFile | null> {
    const found = await orNull(this.client.send(new HeadObjectCommand(this.at(key))));
    if (!found) return null;
    return { sizeBytes: found.ContentLength ?? 0, etag: found.ETag?.replaceAll('"', "") };
  }

  async openRange(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const unsatisfiable = () =>
      new AppError(416, "range_not_satisfiable", "The file does not have this range.");
    if (range && (range.start < 0 || range.start > range.end)) throw unsatisfiable();
    try {
      const { Body } = await this.client.send(
        new GetObjectCommand({ ...this.at(key), Range: range && `bytes=${range.start}-${range.end}` }),
      );
      if (!Body) throw notFound("file");
      return Body.transformToWebStream();
    } catch (error) {
      if (statusOf(error) === 404) throw notFound("file");
      if (statusOf(error) === 416) throw unsatisfiable();
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await orNull(this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  async list(prefix: string, limit: number, cursor?: string): Promise<KeyPage> {
    const { Contents = [], IsTruncated } = await this.client.send(
      new ListObjectsV2Command({
        Bucket: this.bucket,
        Prefix: storagePrefix.parse(prefix),
        MaxKeys: limit,
        StartAfter: cursor === undefined ? undefined : storageKey.parse(cursor),
      }),
    );
    const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    return { keys, nextCursor: IsTruncated ? (keys.at(-1) ?? null) : null };
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: storageKey.parse(key) };
  }
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
