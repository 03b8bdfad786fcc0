"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { CodeDialog } from "@/components/shell/wechat/code-dialog";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { Card, CardHeader } from "@/components/ui/layout/card";

interface WechatCardProps {
  /** The WeChat of this account; null for none. */
  link: { follows: boolean } | null;
  /** False for who came with WeChat. */
  hasPassword: boolean;
  phoneUrl: string | null;
}

/** Whether WeChat belongs to this account, and the way to link it. */
export function WechatCard({ link, hasPassword, phoneUrl }: WechatCardProps) {
  const t = useTranslations("wechat");
  const settings = useTranslations("settings");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const card = useRef<HTMLDivElement>(null);
  const wasLinked = useRef(link !== null);
  useEffect(() => {
    // The button that had the focus is gone.
    if (link && !wasLinked.current) card.current?.focus();
    wasLinked.current = link !== null;
  }, [link]);
  const linked = async () => {
    setOpen(false);
    setPassword("");
    toast({ title: t("card.linkedNow"), tone: "success" });
    router.refresh();
    return { ok: true as const, value: null };
  };
  return (
    <Card ref={card} tabIndex={-1}>
      <CardHeader
        title={t("card.title")}
        description={t(link ? "card.linked" : "card.notLinked")}
        className={link ? "mb-2" : undefined}
      />
      {link ? (
        <p className="text-muted">{t(link.follows ? "card.follows" : "card.followsNot")}</p>
      ) : (
        <form
          className="flex max-w-md flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
        >
          {hasPassword ? (
            <Field label={settings("currentPassword")} hint={t("card.whyPassword")} required>
              <PasswordInput
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                required
              />
            </Field>
          ) : null}
          <Button type="submit" className="self-start">
            {t("link")}
          </Button>
        </form>
      )}
      {isOpen ? (
        <CodeDialog
          purpose="link"
          title={t("link")}
          phoneUrl={phoneUrl}
          password={password || undefined}
          onBound={linked}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Card>
  );
}
