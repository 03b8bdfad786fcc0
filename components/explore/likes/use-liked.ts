"use client";

import { useEffect, useRef } from "react";
import { useExplore } from "../texts";
import { likesStore } from "./likes-store";

/** What one question may name. */
const BATCH = 100;

/** Fills the hearts of the images that a signed-in person likes; each image is asked about once. */
export function useLiked(images: readonly { id: string; likes: number }[]): void {
  const { person } = useExplore();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (person === null) return;
    const fresh = images.filter(({ id }) => !asked.current.has(id) && !likesStore.get(id));
    for (const { id } of fresh) asked.current.add(id);
    for (let start = 0; start < fresh.length; start += BATCH) void ask(fresh.slice(start, start + BATCH));
  }, [images, person]);
}

/** Without an answer the hearts stay empty; pressing one tells the truth. */
async function ask(batch: readonly { id: string; likes: number }[]): Promise<void> {
  const { loadLiked } = await import("../calls");
  const liked = await loadLiked(batch.map(({ id }) => id)).catch((): string[] => []);
  for (const { id, likes } of batch) if (liked.includes(id)) likesStore.learn(id, { liked: true, likes });
}
