import { randomBytes, randomInt } from "node:crypto";

const DIGITS = "0123456789";
const ALPHANUMERIC = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz${DIGITS}`;

const drawn = (from: string, length: number): string =>
  Array.from({ length }, () => from[randomInt(from.length)]).join("");

export const digits = (length: number): string => drawn(DIGITS, length);
export const alphanumeric = (length: number): string => drawn(ALPHANUMERIC, length);
export const hex = (length: number): string =>
  randomBytes(Math.ceil(length / 2))
    .toString("hex")
    .slice(0, length);
