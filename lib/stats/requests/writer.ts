import { db } from "@/db/client";
import { requestLog } from "@/db/schema";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import type { AnsweredRequest } from "@/lib/platform/process/request-sink";
import { LOG_BATCH_ROWS, LOG_BUFFER_ROWS, LOG_FLUSH_MS, LOG_TRIES } from "../rules";

/** What stores rows of the log; another one in tests. */
export type StoreRequests = (rows: AnsweredRequest[]) => Promise<unknown>;

const store: StoreRequests = (rows) => db().insert(requestLog).values(rows);

/**
 * Writes answered requests into the log: many in one statement, a second later at most, and never in the way of an
 * answer. What the database does not take in time is dropped and counted (`request_log_rows_total`).
 */
export class RequestWriter {
  private readonly waiting: AnsweredRequest[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | null = null;
  private tries = 0;
  private isEnding = false;

  constructor(private readonly storeRows: StoreRequests = store) {}

  /** Takes one request; it is written soon. */
  readonly take = (request: AnsweredRequest): void => {
    if (this.waiting.length >= LOG_BUFFER_ROWS) {
      this.count("dropped", 1);
      return;
    }
    this.waiting.push(request);
    const isFull = this.tries === 0 && this.waiting.length % LOG_BATCH_ROWS === 0;
    if (this.isEnding || isFull) void this.flush();
    else this.wake();
  };

  /** Writes what waits now. Resolves when it is written, or when the database did not take it. */
  flush(): Promise<void> {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  /** The process ends: what waits is written now, and what still comes at once. */
  async end(): Promise<void> {
    this.isEnding = true;
    await this.flush();
    // What came while that was written.
    await this.flush();
  }

  private wake(): void {
    this.timer ??= setTimeout(() => void this.flush(), LOG_FLUSH_MS).unref();
  }

  private async writeAll(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, LOG_BATCH_ROWS);
      try {
        await this.storeRows(batch);
      } catch (err) {
        this.failed(batch.length, err);
        return;
      }
      this.tries = 0;
      this.waiting.splice(0, batch.length);
      this.count("written", batch.length);
    }
  }

  /** The same rows are tried again a second later; in the end they are dropped, so that they hold up no others. */
  private failed(rows: number, err: unknown): void {
    this.tries += 1;
    logger("stats.requests").warn("requests could not be logged", { rows, tries: this.tries, err });
    if (this.tries >= LOG_TRIES) {
      this.tries = 0;
      this.waiting.splice(0, rows);
      this.count("dropped", rows);
    }
    if (this.waiting.length > 0) this.wake();
  }

  private count(outcome: "written" | "dropped", rows: number): void {
    metrics().requestLogRows.inc({ outcome }, rows);
  }
}
