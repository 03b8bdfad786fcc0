"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { CopyButton } from "@/components/ui/form/copy-button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import type { CreatedApiKeyView } from "@/lib/accounts/schema";
import { exampleFor } from "./example";

interface NewKeyProps {
  made: CreatedApiKeyView;
  onDone: () => void;
}

/** The only time that a key is shown, and a call to try it with. */
export function NewKey({ made, onDone }: NewKeyProps) {
  const t = useTranslations("programs");
  const example = exampleFor(made, window.location.origin);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2 sm:flex-row sm:items-end">
        <Field label={t("key")} className="sm:flex-1">
          <Input
            value={made.key}
            readOnly
            autoFocus
            onFocus={(event) => event.target.select()}
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        <CopyButton text={made.key} label={t("copyKey")} variant="primary" size="md" />
      </div>
      <figure className="flex flex-col gap-1.5">
        <figcaption className="flex items-center justify-between gap-3">
          <span className="font-medium text-sm">{t("example")}</span>
          <CopyButton text={example} aria-label={t("copyExample")} />
        </figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0} className="overflow-x-auto rounded-md bg-subtle p-3 font-mono text-sm">
          <code>{example}</code>
        </pre>
      </figure>
      <div className="flex justify-end">
        <Button onClick={onDone}>{t("stored")}</Button>
      </div>
    </div>
  );
}
