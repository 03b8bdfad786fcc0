"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { type SharedThing, useCreateShareLink } from "@/lib/shares/client";
import { shareDays } from "@/lib/shares/schema";

const MIN_PASSWORD = 4;
const NEVER = "never";

/** Makes a link: how long it works, and a password if the person wants one. */
export function NewLink({ thing }: { thing: SharedThing }) {
  const t = useTranslations("sharing");
  const problemText = useProblemText();
  const create = useCreateShareLink();
  const [password, setPassword] = useState("");
  const [days, setDays] = useState<string>("30");
  const short = password !== "" && password.length < MIN_PASSWORD;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (short || create.isPending) return;
    const chosen = shareDays.find((one) => String(one) === days);
    create.mutate(
      { ...thing, password: password || undefined, days: chosen },
      { onSuccess: () => setPassword("") },
    );
  };
  const options = [
    ...shareDays.map((one) => ({ value: String(one), label: t("days", { days: one }) })),
    { value: NEVER, label: t("never") },
  ];
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("until")}>
          <Select options={options} value={days} onValueChange={setDays} />
        </Field>
        <Field label={t("password")} aside={t("optional")} error={short ? t("passwordShort") : undefined}>
          <PasswordInput
            autoComplete="new-password"
            maxLength={100}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      </div>
      {create.isError ? <Callout tone="danger">{problemText(create.error).message}</Callout> : null}
      <Button type="submit" variant="primary" loading={create.isPending} className="self-start">
        <Link2 strokeWidth={1.5} />
        {t("create")}
      </Button>
    </form>
  );
}
