"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/form/checkbox";
import { useFieldGroup } from "@/components/ui/form/field";
import { keyScopes } from "@/lib/accounts/schema";

type Scope = (typeof keyScopes)[number];

interface ScopeChoiceProps {
  value: readonly Scope[];
  onChange: (value: Scope[]) => void;
}

/** What a key may be used for; any of them together. */
export function ScopeChoice({ value, onChange }: ScopeChoiceProps) {
  const t = useTranslations("programs.scope");
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field around it has named this group already; a legend would do it twice.
    <div role="group" {...useFieldGroup()} className="flex flex-col gap-3">
      {keyScopes.map((scope) => (
        <Checkbox
          key={scope}
          label={t(`${scope}.name`)}
          hint={t(`${scope}.hint`)}
          checked={value.includes(scope)}
          onCheckedChange={(checked) =>
            onChange(keyScopes.filter((one) => (one === scope ? checked === true : value.includes(one))))
          }
        />
      ))}
    </div>
  );
}
