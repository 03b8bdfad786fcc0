"use client";

import { Check, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useOnline } from "@/components/shell/state/offline-notice";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { ApiError } from "@/lib/platform/api-error";
import type { Answer } from "../forms/answer";
import { ScanCode } from "./scan-code";
import { type Proof, useCode } from "./use-code";

interface CodeDialogProps {
  purpose: "sign_in" | "link";
  title: string;
  description?: string;
  phoneUrl: string | null;
  /** Proves who asks, where the account has one. */
  password?: string | undefined;
  onBound: (proof: Proof) => Promise<Answer>;
  onClose: () => void;
}

/** A window with a code for WeChat, and what becomes of it. It is mounted when it opens. */
export function CodeDialog(props: CodeDialogProps) {
  const { purpose, title, description, phoneUrl, password, onBound, onClose } = props;
  const code = useCode({ purpose, password, onBound });
  const close = () => {
    code.giveUp();
    onClose();
  };
  return (
    <Dialog
      open
      size="sm"
      title={title}
      description={description}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <div className="flex min-h-72 flex-col items-center justify-center gap-4 text-center">
        <Stage code={code} purpose={purpose} phoneUrl={phoneUrl} />
      </div>
    </Dialog>
  );
}

type StageProps = Pick<CodeDialogProps, "purpose" | "phoneUrl"> & { code: ReturnType<typeof useCode> };

function Stage({ code, purpose, phoneUrl }: StageProps) {
  const t = useTranslations("wechat");
  const online = useOnline();
  const { stage, content } = code;
  if (stage === "refused" || stage === "expired" || stage === "problem") return <Over code={code} />;
  if (stage === "bound")
    return (
      <Said icon={<Check strokeWidth={1.5} className="size-8 text-success" aria-hidden />}>
        <p className="font-semibold text-lg">{t(`bound.${purpose}`)}</p>
      </Said>
    );
  if (stage === "scanned")
    return (
      <Said icon={<Smartphone strokeWidth={1.5} className="size-8 text-muted" aria-hidden />}>
        <p className="font-semibold text-lg">{t(`scanned.${purpose}`)}</p>
        <p className="text-muted">{t("scannedDetail")}</p>
      </Said>
    );
  const isThere = stage === "pending" && content !== undefined;
  return (
    <>
      {isThere ? (
        <ScanCode content={content} label={t(`codeLabel.${purpose}`)} phoneUrl={phoneUrl} />
      ) : (
        <Skeleton className="size-52" />
      )}
      <div role="status" className="flex flex-col gap-1">
        <p>{isThere ? t(`scanTo.${purpose}`) : t("preparing")}</p>
        {online ? null : <p className="text-warning">{t("offline")}</p>}
      </div>
      <p className="text-balance text-muted text-sm sm:hidden">{t("onPhone")}</p>
    </>
  );
}

function Said({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3">
      {icon}
      <div role="status" className="flex flex-col gap-1 text-balance">
        {children}
      </div>
    </div>
  );
}

/** Why this code leads nowhere, and a new one. */
function Over({ code }: Pick<StageProps, "code">) {
  const t = useTranslations("wechat");
  const problemText = useProblemText();
  const { stage, refusal, error } = code;
  const known = `problems.${error instanceof ApiError ? error.code : ""}` as "problems.wechat_unavailable";
  return (
    <>
      <Said>
        <p className="font-semibold text-lg">
          {t(stage === "refused" ? "refused" : stage === "expired" ? "expired" : "problem")}
        </p>
        {stage === "refused" ? (
          <p className="text-muted">{refusal ? t(`refusals.${refusal}`) : t("refusedPlain")}</p>
        ) : null}
        {stage === "problem" ? (
          <p className="text-muted">{t.has(known) ? t(known) : problemText(error).message}</p>
        ) : null}
      </Said>
      <Button variant="primary" loading={code.isMaking} onClick={code.renew}>
        {t("refresh")}
      </Button>
    </>
  );
}
