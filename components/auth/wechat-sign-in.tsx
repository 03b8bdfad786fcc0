"use client";

import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { CodeDialog } from "@/components/shell/wechat/code-dialog";
import type { Proof } from "@/components/shell/wechat/use-code";
import { Button } from "@/components/ui/form/button";

interface WechatSignInProps {
  /** Makes a session of what somebody confirmed in WeChat. */
  action: FormAction<Proof>;
  /** A path of this site, already checked. */
  next: string;
  /** Whether somebody new gets an account. */
  isOpenToNew: boolean;
  phoneUrl: string | null;
}

/** Signing in by a code that WeChat scans, below the form with the password. */
export function WechatSignIn({ action, next, isOpenToNew, phoneUrl }: WechatSignInProps) {
  const t = useTranslations("wechat");
  const [isOpen, setOpen] = useState(false);
  const signIn = async (proof: Proof) => {
    const answer = await action(proof);
    // A whole page load, so that nothing that was read for somebody else stays in memory.
    if (answer.ok) window.location.assign(next);
    return answer;
  };
  return (
    <div className="mt-4 flex flex-col border-line border-t pt-4">
      <Button size="lg" onClick={() => setOpen(true)}>
        <ScanLine strokeWidth={1.5} aria-hidden />
        {t("signIn")}
      </Button>
      {isOpen ? (
        <CodeDialog
          purpose="sign_in"
          title={t("signIn")}
          description={isOpenToNew ? t("signInDetail") : undefined}
          phoneUrl={phoneUrl}
          onBound={signIn}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
