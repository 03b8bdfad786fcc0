import pino from "pino";
import { env } from "./env";
import { singleton } from "./process/singleton";

/** The fields a log line may carry besides its message. */
export interface LogFields {
  trace_id?: string;
  span_id?: string;
  user_id?: string;
  request_id?: string;
  generation_params?: { model: string; quality: string; ratio: string };
  err?: unknown;
  [field: string]: unknown;
}

/**
 * Errors by their named parts only: drivers hang commands and their arguments on them. Drizzle also writes the
 * arguments, which hold people's addresses and openids, into message and stack: there only the command stays.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, cause } = error;
  const told = "query" in error && "params" in error ? `Failed query: ${error.query}` : error.message;
  return {
    type: name,
    message: told,
    stack: error.stack?.replace(error.message, () => told),
    ...("code" in error ? { code: error.code } : {}),
    ...(cause ? { cause: describeError(cause) } : {}),
  };
}

const root = () =>
  singleton("log", () =>
    pino({
      level: env().LOG_LEVEL,
      base: undefined,
      messageKey: "message",
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
      serializers: { err: describeError },
      redact: {
        paths: [
          "*.password",
          "*.token",
          "*.authorization",
          "*.cookie",
          "*.apiKey",
          "password",
          "token",
          "apiKey",
        ],
        censor: "[redacted]",
      },
    }),
  );

/** A logger named after its module (`app.generations.settle`), writing JSON lines with the platform's fields. */
export function logger(name: string) {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, fields: LogFields = {}) =>
      root()[level]({ logger: `app.${name}`, ...fields }, message);
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
