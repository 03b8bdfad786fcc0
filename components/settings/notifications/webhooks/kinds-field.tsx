"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Field } from "@/components/ui/form/field";
import { Segmented } from "@/components/ui/form/segmented";
import { noticeKindIds } from "@/lib/notifications/rules";
import type { EndpointView } from "@/lib/notifications/schema";

interface KindsFieldProps {
  /** Empty is every kind, also those that come later. */
  value: EndpointView["kinds"];
  onChange: (kinds: EndpointView["kinds"]) => void;
}

/** Everything, or some kinds. */
export function KindsField({ value, onChange }: KindsFieldProps) {
  const t = useTranslations("inbox.webhooks");
  const names = useTranslations("inbox.kinds");
  const [some, setSome] = useState(value.length > 0);
  const choose = (next: "all" | "some") => {
    setSome(next === "some");
    onChange(next === "some" ? [...noticeKindIds] : []);
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("kinds")} hint={some ? undefined : t("allKindsHint")}>
        <Segmented
          value={some ? "some" : "all"}
          onValueChange={choose}
          options={(["all", "some"] as const).map((which) => ({ value: which, label: t(`which.${which}`) }))}
        />
      </Field>
      {some ? (
        <div className="flex flex-col gap-2.5">
          {noticeKindIds.map((kind) => (
            <Checkbox
              key={kind}
              label={names(kind)}
              checked={value.includes(kind)}
              // The last one stays: none would mean all.
              disabled={value.length === 1 && value.includes(kind)}
              onCheckedChange={(checked) =>
                onChange(
                  noticeKindIds.filter((one) => (one === kind ? checked === true : value.includes(one))),
                )
              }
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
