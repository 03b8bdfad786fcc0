"use client";

import { useState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Switch } from "@/components/ui/form/switch";
import { Textarea } from "@/components/ui/form/textarea";
import type { ActionField as Shape } from "./action-input";

/** One control of an action's form. */
export function ActionField({ field, error }: { field: Shape; error?: string }) {
  const { name, label, kind, required, value = "", hint, min, max } = field;
  const [isOn, setOn] = useState(value === "true");
  if (kind === "switch")
    return (
      <>
        <Switch label={label} hint={hint} checked={isOn} onCheckedChange={setOn} />
        <input type="hidden" name={name} value={String(isOn)} />
      </>
    );
  const control = { name, required, defaultValue: value };
  return (
    <Field label={label} hint={hint} required={required} error={error}>
      {kind === "textarea" ? (
        <Textarea {...control} maxLength={max ?? 2_000} />
      ) : kind === "select" ? (
        <Select {...control} options={field.options ?? []} />
      ) : kind === "secret" ? (
        <PasswordInput {...control} autoComplete="off" spellCheck={false} maxLength={max ?? 500} />
      ) : kind === "number" ? (
        <Input {...control} type="number" inputMode="numeric" step={1} min={min} max={max} />
      ) : (
        <Input {...control} type={kind} maxLength={kind === "text" ? (max ?? 500) : undefined} />
      )}
    </Field>
  );
}
