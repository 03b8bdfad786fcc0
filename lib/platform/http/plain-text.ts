import { z } from "zod";

/**
 * Text that a person may send: trimmed, no control characters besides line breaks and tabs (they are never meant,
 * and PostgreSQL refuses NUL), no broken surrogates.
 */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[\P{Cc}\n\r\t]*$/u, "has control characters")
    .refine((value) => value.isWellFormed(), "is not well-formed text");
