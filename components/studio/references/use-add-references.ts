"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { useUploadImage } from "@/lib/edits/client";
import { uploadLimits } from "@/lib/edits/rules";
import { imageKeys } from "@/lib/images/client";
import type { ImageView } from "@/lib/images/schema";
import { useComposer } from "../composer-store";
import { fileProblem } from "./rules";

/** A picture on its way to the server. */
export interface SendingReference {
  key: string;
  /** Shows the file while the server does not have it. */
  previewUrl: string;
  part: number;
  cancel: () => void;
}

export interface AddReferences {
  sending: readonly SendingReference[];
  /** How many more the model takes. */
  room: number;
  addImages: (images: readonly ImageView[]) => void;
  addFiles: (files: readonly File[]) => void;
}

const BYTES_PER_MB = 1024 * 1024;

/** Brings pictures into the draft as references: those of the library at once, files after their upload. */
export function useAddReferences({ max, chosen }: { max: number; chosen: number }): AddReferences {
  const t = useTranslations("create.composer");
  const problemText = useProblemText();
  const client = useQueryClient();
  const upload = useUploadImage();
  const addReferences = useComposer((state) => state.addReferences);
  const countUpload = useComposer((state) => state.countUpload);
  const [sending, setSending] = useState<SendingReference[]>([]);
  const room = Math.max(0, max - chosen - sending.length);
  const addImages = (images: readonly ImageView[]) => {
    for (const image of images) client.setQueryData(imageKeys.one(image.id), image);
    addReferences(images.map((image) => image.id));
  };
  const send = async (file: File) => {
    const previewUrl = URL.createObjectURL(file);
    const stop = new AbortController();
    const change = (part: number) =>
      setSending((now) => now.map((one) => (one.key === previewUrl ? { ...one, part } : one)));
    setSending((now) => [...now, { key: previewUrl, previewUrl, part: 0, cancel: () => stop.abort() }]);
    countUpload(1);
    try {
      addImages([await upload.mutateAsync({ file, signal: stop.signal, onProgress: change })]);
    } catch (error) {
      if (!stop.signal.aborted)
        toast({
          title: t("uploadFailed", { name: file.name }),
          detail: problemText(error).message,
          tone: "danger",
        });
    } finally {
      countUpload(-1);
      setSending((now) => now.filter((one) => one.key !== previewUrl));
      URL.revokeObjectURL(previewUrl);
    }
  };
  const addFiles = (files: readonly File[]) => {
    const fitting = files.filter((file) => {
      const problem = fileProblem(file);
      if (!problem) return true;
      const mb = uploadLimits.maxBytes / BYTES_PER_MB;
      toast({
        title: t("uploadFailed", { name: file.name }),
        detail: problem === "type" ? t("uploadType") : t("uploadSize", { mb }),
        tone: "danger",
      });
      return false;
    });
    if (fitting.length > room) toast({ title: t("referencesFull", { max }) });
    for (const file of fitting.slice(0, room)) void send(file);
  };
  return { sending, room, addImages, addFiles };
}
