import { createHash, randomUUID } from "node:crypto";
import {
  constants,
  type FileHandle,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rmdir,
  stat,
  unlink,
} from "node:fs/promises";
import path from "node:path";
import { AppError, notFound } from "@/lib/platform/errors";
import { walkKeys } from "./disk-walk";
import {
  type ByteRange,
  type KeyPage,
  type Storage,
  type StoredFile,
  storageKey,
  storagePrefix,
} from "./types";

/** A temporary file this old was left behind by a process that died. */
const LEFTOVER_AGE_MS = 3_600_000;
const MOVE_ATTEMPTS = 20;
const READ_CHUNK_BYTES = 256 * 1024;

/** Two hex characters between the first and the second segment keep folders at a 256th of all names. */
const shardOf = (segment: string): string => createHash("sha256").update(segment).digest("hex").slice(0, 2);

/** The path of a key below the root: `images/img_1/x.webp` lies in `images/<shard of img_1>/img_1/x.webp`. */
export function diskPath(key: string): string {
  const [area = "", second = "", ...rest] = storageKey.parse(key).split("/");
  return path.join(area, shardOf(second), second, ...rest);
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;
/** A symbolic link in place of a file (ELOOP) is treated like no file: nothing of ours makes one. */
const isMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "");

/** Files below one folder of this machine. Processes may share it. */
export function diskStorage(root: string): Storage {
  return new DiskStorage(path.resolve(root));
}

class DiskStorage implements Storage {
  private prepared: Promise<string> | undefined;
  constructor(private readonly root: string) {}

  async put(key: string, bytes: Uint8Array, _options: { contentType: string }): Promise<void> {
    const relative = diskPath(key);
    const root = await this.prepare();
    const temporary = path.join(root, ".tmp", randomUUID());
    try {
      const handle = await open(temporary, "wx", 0o640);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await moveInto(temporary, path.join(root, relative));
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
  }

  async get(key: string): Promise<Buffer | null> {
    const handle = await this.open(key);
    if (!handle) return null;
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  async stat(key: string): Promise<StoredFile | null> {
    const handle = await this.open(key);
    if (!handle) return null;
    try {
      const { size, mtimeMs } = await handle.stat();
      return { sizeBytes: size, etag: `${Math.trunc(mtimeMs).toString(36)}-${size.toString(36)}` };
    } finally {
      await handle.close();
    }
  }

  async openRange(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const handle = await this.open(key);
    if (!handle) throw notFound("file");
    const { size } = await handle.stat();
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? size - 1, size - 1);
    if (range && (start < 0 || start > end)) {
      await handle.close();
      throw new AppError(416, "range_not_satisfiable", "The file does not have this range.");
    }
    return streamOf(handle, start, end + 1);
  }

  async remove(key: string): Promise<void> {
    const relative = diskPath(key);
    const root = await this.prepare();
    const file = path.join(root, relative);
    if (!(await this.isInside(root, path.dirname(file)))) return;
    try {
      await unlink(file);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    // The folder of the last file goes too; while others are in it, or another writer uses it, this fails.
    if (key.split("/").length > 2) await rmdir(path.dirname(file)).catch(() => undefined);
  }

  async list(prefix: string, limit: number, cursor?: string): Promise<KeyPage> {
    storagePrefix.parse(prefix);
    if (cursor !== undefined) storageKey.parse(cursor);
    const after = cursor === undefined ? undefined : diskPath(cursor);
    const [area = "", second = "", ...rest] = prefix.split("/");
    const only = rest.length > 0 ? shardOf(second) : undefined;
    const keys: string[] = [];
    for await (const key of walkKeys(await this.prepare(), { area, prefix, after, shard: only })) {
      if (keys.length === limit) return { keys, nextCursor: keys.at(-1) ?? null };
      keys.push(key);
    }
    return { keys, nextCursor: null };
  }

  /** Makes the folders once, sweeps what crashed writers left, and answers the real path of the root. */
  private prepare(): Promise<string> {
    this.prepared ??= prepareRoot(this.root).catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async open(key: string): Promise<FileHandle | null> {
    const relative = diskPath(key);
    const root = await this.prepare();
    const file = path.join(root, relative);
    if (!(await this.isInside(root, path.dirname(file)))) return null;
    try {
      const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
      if ((await handle.stat()).isFile()) return handle;
      await handle.close();
      return null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** A folder that a symbolic link leads elsewhere is not ours, whatever the key looks like. */
  private async isInside(root: string, folder: string): Promise<boolean> {
    try {
      return (await realpath(folder)) === folder && folder.startsWith(root + path.sep);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}

async function moveInto(temporary: string, file: string): Promise<void> {
  const folder = path.dirname(file);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const firstMade = await mkdir(folder, { recursive: true, mode: 0o750 });
      if ((await realpath(folder)) !== folder)
        throw new Error(`The folder of ${file} is not inside the storage`);
      await rename(temporary, file);
      // Each new folder is an entry of the one above it, which has to reach the disk as well.
      const last = firstMade === undefined ? folder : path.dirname(firstMade);
      for (let at = folder; ; at = path.dirname(at)) {
        await syncFolder(at);
        if (at === last) return;
      }
    } catch (error) {
      // A remover may take the empty folder between any two of these calls.
      if (codeOf(error) !== "ENOENT" || attempt === MOVE_ATTEMPTS) throw error;
    }
  }
}

async function prepareRoot(root: string): Promise<string> {
  await mkdir(path.join(root, ".tmp"), { recursive: true, mode: 0o750 });
  const real = await realpath(root);
  const folder = path.join(real, ".tmp");
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > LEFTOVER_AGE_MS) await unlink(file).catch(() => undefined);
  }
  return real;
}

/** A rename is durable only after its folder is; not every platform can open one (Windows). */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  if (!handle) return;
  try {
    await handle.sync();
  } catch (error) {
    if (!["EPERM", "EINVAL"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

function streamOf(handle: FileHandle, start: number, stop: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const wanted = Math.min(READ_CHUNK_BYTES, stop - at);
          const { bytesRead, buffer } = await handle.read(new Uint8Array(wanted), 0, wanted, at);
          if (bytesRead === 0 && wanted > 0) throw new Error("The file ended before its size");
          at += bytesRead;
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          if (at < stop) return;
          await handle.close();
          controller.close();
        } catch (error) {
          await handle.close().catch(() => undefined);
          controller.error(error);
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}
