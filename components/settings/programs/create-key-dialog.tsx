"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { CreatedApiKeyView } from "@/lib/accounts/schema";
import { KeyForm } from "./key-form";
import { NewKey } from "./new-key";

interface CreateKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  hasPassword: boolean;
}

/** Asks what the key is for, then shows it once. */
export function CreateKeyDialog({ open, onOpenChange, hasPassword }: CreateKeyDialogProps) {
  const t = useTranslations("programs");
  const [made, setMade] = useState<CreatedApiKeyView | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={made ? t("madeTitle", { name: made.name }) : t("createTitle")}
      description={made ? t("madeDetail") : undefined}
    >
      {made ? (
        <NewKey made={made} onDone={() => onOpenChange(false)} />
      ) : (
        <KeyForm hasPassword={hasPassword} onMade={setMade} />
      )}
    </Dialog>
  );
}
