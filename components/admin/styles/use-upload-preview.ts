import { useRouter } from "next/navigation";
import { useState } from "react";
import { checkFile } from "@/components/gallery/upload/check-file";
import { useUploadProblemText } from "@/components/gallery/upload/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { ApiError } from "@/lib/platform/api-error";
import { uploadStylePreview } from "@/lib/styles/client";

interface Problem {
  message: string;
  requestId?: string;
}

/** Checks a picture, sends it as the example of a style, and shows the page as it is then; one at a time. */
export function useUploadPreview(slug: string, doneText: string) {
  const router = useRouter();
  const text = useUploadProblemText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (file: Blob, reason: string): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    setProblem(null);
    try {
      const checked = await checkFile(file);
      if (!checked.ok) {
        setProblem({ message: text.ofFile(checked.problem) });
        return false;
      }
      await uploadStylePreview({ slug, file: checked.file, reason });
      toast({ title: doneText, tone: "success" });
      router.refresh();
      return true;
    } catch (error) {
      const requestId = error instanceof ApiError ? error.requestId : undefined;
      setProblem({ message: text.ofError(error), requestId });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { send, isBusy, problem, forget: () => setProblem(null) };
}
