"use client";

import { useRef, useState } from "react";
import { checkFile, type FileProblem } from "@/components/gallery/upload/check-file";
import { useUploadImage } from "@/lib/edits/client";
import type { ImageView } from "@/lib/images/schema";

export interface UploadState {
  /** The part that is on its way, 0 to 1; null while nothing is. */
  part: number | null;
  problem: FileProblem | null;
  error: unknown;
  send: (file: Blob) => Promise<void>;
  cancel: () => void;
}

/** Checks a file of the person's and brings it into the library; one at a time. */
export function useUpload(onDone: (image: ImageView) => void): UploadState {
  const { mutateAsync } = useUploadImage();
  const current = useRef<AbortController | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (file: Blob) => {
    if (current.current) return;
    const controller = new AbortController();
    current.current = controller;
    setError(null);
    setProblem(null);
    try {
      const checked = await checkFile(file);
      if (!checked.ok) return setProblem(checked.problem);
      setPart(0);
      onDone(await mutateAsync({ file: checked.file, signal: controller.signal, onProgress: setPart }));
    } catch (reason) {
      setPart(null);
      if (!controller.signal.aborted) setError(reason);
    } finally {
      current.current = null;
    }
  };
  return { part, problem, error, send, cancel: () => current.current?.abort() };
}
