"use client";

import { ImageUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useUploadLimits, useUploadProblemText } from "@/components/gallery/upload/problem-text";
import { useOnline } from "@/components/shell/state/offline-notice";
import { Callout } from "@/components/ui/feedback/callout";
import { Progress } from "@/components/ui/feedback/progress";
import { Button } from "@/components/ui/form/button";
import { uploadLimits } from "@/lib/edits/rules";
import type { ImageView } from "@/lib/images/schema";
import { ApiError } from "@/lib/platform/api-error";
import { cn } from "@/lib/platform/cn";
import { type UploadState, useUpload } from "./use-upload";

/** Where a picture comes in: dropped, pasted anywhere on the page, or chosen. */
export function UploadZone({ onDone }: { onDone: (image: ImageView) => void }) {
  const t = useTranslations("editor.upload");
  const limits = useUploadLimits();
  const upload = useUpload(onDone);
  const online = useOnline();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  usePaste(upload.send);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void upload.send(file);
  };
  return (
    <div className="flex flex-col gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the button inside is for everyone. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cn(
          "flex min-h-48 flex-col items-center justify-center gap-3 rounded-lg border border-line-strong border-dashed px-4 py-8 text-center",
          isOver ? "bg-subtle" : "bg-surface",
        )}
      >
        {upload.part === null ? (
          <>
            <ImageUp strokeWidth={1.5} className="size-7 text-muted" aria-hidden />
            <p className="text-balance">{t("invite")}</p>
            <Button variant="primary" disabled={!online} onClick={() => input.current?.click()}>
              {online ? t("choose") : t("offline")}
            </Button>
            <p className="text-balance text-muted text-sm">{t("limits", limits)}</p>
          </>
        ) : (
          <Sending part={upload.part} cancel={upload.cancel} />
        )}
        <input
          ref={input}
          type="file"
          accept={uploadLimits.types.join(",")}
          aria-label={t("choose")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void upload.send(file);
            // The same file may be chosen again after a failure.
            event.target.value = "";
          }}
        />
      </div>
      <UploadProblem upload={upload} />
    </div>
  );
}

function Sending({ part, cancel }: { part: number; cancel: () => void }) {
  const t = useTranslations("editor.upload");
  const common = useTranslations("common");
  const percent = Math.round(part * 100);
  return (
    <div className="flex w-full max-w-xs flex-col items-center gap-3">
      <p role="status" className="tabular">
        {percent < 100 ? t("sending", { percent }) : t("checking")}
      </p>
      <Progress value={percent < 100 ? percent : null} label={t("progress")} />
      <Button size="sm" onClick={cancel}>
        {common("cancel")}
      </Button>
    </div>
  );
}

function UploadProblem({ upload: { problem, error } }: { upload: UploadState }) {
  const t = useTranslations("editor.upload");
  const common = useTranslations("common");
  const text = useUploadProblemText();
  if (!problem && !error) return null;
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Callout tone="danger" title={t("failedTitle")}>
      {problem ? text.ofFile(problem) : text.ofError(error)}
      {requestId ? (
        <span className="block text-xs">
          {common("requestId")} <code className="select-all break-all font-mono">{requestId}</code>
        </span>
      ) : null}
    </Callout>
  );
}

/** A picture pasted anywhere on the page, unless somebody is writing. */
function usePaste(send: (file: Blob) => Promise<void>): void {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])][0];
      if (!file) return;
      event.preventDefault();
      void latest.current(file);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, []);
}
