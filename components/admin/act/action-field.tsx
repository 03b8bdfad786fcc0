"use client";

import { useState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input, PasswordInput } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Switch } from "@/components/ui/form/switch";
import { Textarea } from "@/components/ui/form/textarea";
import { decimalsOf, type ActionField as Shape } from "./action-input";

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
      ) : kind === "yuan" || kind === "cost" ? (
        <YuanInput {...control} {...{ min, max }} decimals={decimalsOf[kind]} />
      ) : kind === "number" ? (
        <Input {...control} type="number" inputMode="numeric" step={1} min={min} max={max} />
      ) : (
        <Input {...control} type={kind} maxLength={kind === "text" ? (max ?? 500) : undefined} />
      )}
    </Field>
  );
}

interface YuanInputProps {
  name: string;
  required: boolean | undefined;
  /** All three in the smallest part. */
  defaultValue: string;
  min: number | undefined;
  max: number | undefined;
  decimals: number;
}

/** Money as people write it. */
function YuanInput({ defaultValue, min, max, decimals, ...control }: YuanInputProps) {
  const yuan = (parts: number) => parts / 10 ** decimals;
  return (
    <Input
      {...control}
      type="number"
      inputMode="decimal"
      step={yuan(1)}
      defaultValue={defaultValue === "" ? "" : String(yuan(Number(defaultValue)))}
      min={min === undefined ? undefined : yuan(min)}
      max={max === undefined ? undefined : yuan(max)}
    />
  );
}
