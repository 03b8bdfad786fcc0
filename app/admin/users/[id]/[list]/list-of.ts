import { notFound } from "next/navigation";

/** What somebody has so much of that it fills pages. */
const lists = ["images", "sessions", "devices", "keys"] as const;
export type List = (typeof lists)[number];

/** The list of a path; where there is none, neither is the page. */
export const listOf = (name: string): List => lists.find((one) => one === name) ?? notFound();
