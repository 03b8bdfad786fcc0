"use client";

import { useLocale, useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { uploadLimits } from "@/lib/edits/rules";
import { ApiError } from "@/lib/platform/api-error";
import type { FileProblem } from "./check-file";

const MEGABYTES = uploadLimits.maxBytes / 1024 / 1024;
const knownCodes = [
  "image_not_readable",
  "image_too_large",
  "image_shape_unsupported",
  "body_too_large",
  "too_many_uploads",
] as const;

/** Chinese counts pixels by ten thousand, English by a million. */
const pixelsIn = (locale: string): string =>
  String(uploadLimits.maxPixels / (locale === "en" ? 1_000_000 : 10_000));

/** What may be uploaded, as values for messages. */
export function useUploadLimits(): { megabytes: number; pixels: string } {
  return { megabytes: MEGABYTES, pixels: pixelsIn(useLocale()) };
}

/** Why a file was not uploaded, in words: what is wrong with it, or what the server answered. */
export function useUploadProblemText() {
  const t = useTranslations("editor.upload");
  const limits = useUploadLimits();
  const problemText = useProblemText();
  const ofFile = (problem: FileProblem): string =>
    t(`problem.${problem.kind}`, {
      ...limits,
      size: problem.kind === "bytes" ? problem.megabytes : 0,
      width: problem.kind === "pixels" ? String(problem.widthPx) : "",
      height: problem.kind === "pixels" ? String(problem.heightPx) : "",
    });
  const ofError = (error: unknown): string => {
    const code = error instanceof ApiError ? knownCodes.find((known) => known === error.code) : undefined;
    return code ? t(`refused.${code}`, limits) : problemText(error).message;
  };
  return { ofFile, ofError };
}
