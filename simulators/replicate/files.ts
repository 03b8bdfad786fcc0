import { createHash, randomBytes } from "node:crypto";
import { formOf, type SimOutcome, type SimRequest } from "../kit/server";
import { notFound, problem } from "./replies";

const MAX_FILE_BYTES = 100 * 1024 * 1024;
const MAX_KEPT_BYTES = 256 * 1024 * 1024;

interface StoredFile {
  id: string;
  bytes: Buffer;
  type: string;
  createdAt: Date;
}

/** POST /v1/files and GET /v1/files/{id}; keeps the newest files up to a bound. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();

  bytesOf(id: string): Buffer | undefined {
    return this.#files.get(id)?.bytes;
  }

  async create(request: SimRequest): Promise<SimOutcome> {
    const form = await formOf(request);
    if (!form) return problem(400, "Bad request", "The request must be multipart/form-data.");
    const content = form.get("content");
    const others = [...new Set(form.keys())].filter((key) => !["content", "metadata"].includes(key));
    if (!(content instanceof Blob) || form.getAll("content").length !== 1 || others.length > 0)
      return problem(422, "Input validation failed", "Exactly one file named 'content' is required.");
    if (content.size > MAX_FILE_BYTES)
      return problem(413, "Payload too large", "The file is larger than 100 MB.");
    const bytes = Buffer.from(await content.arrayBuffer());
    const file = { id: randomBytes(20).toString("hex"), bytes, type: content.type, createdAt: new Date() };
    this.#files.set(file.id, file);
    this.#forgetOldest();
    return { status: 201, body: view(file, request.origin) };
  }

  find(id: string, origin: string): SimOutcome {
    const file = this.#files.get(id);
    return file ? { status: 200, body: view(file, origin) } : notFound();
  }

  #forgetOldest(): void {
    let total = [...this.#files.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    for (const [id, { bytes }] of this.#files) {
      if (total <= MAX_KEPT_BYTES) return;
      this.#files.delete(id);
      total -= bytes.byteLength;
    }
  }
}

const view = ({ id, bytes, type, createdAt }: StoredFile, origin: string) => ({
  id,
  name: "content",
  content_type: type || "application/octet-stream",
  size: bytes.byteLength,
  etag: id.slice(0, 32),
  checksums: { sha256: createHash("sha256").update(bytes).digest("hex") },
  metadata: {},
  created_at: createdAt.toISOString(),
  expires_at: new Date(createdAt.getTime() + 24 * 3_600_000).toISOString(),
  urls: { get: `${origin}/v1/files/${id}` },
});
