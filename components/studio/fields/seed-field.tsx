"use client";

import { Dices } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Segmented } from "@/components/ui/form/segmented";
import { MAX_SEED } from "@/lib/generations/schema";
import { useComposer } from "../composer-store";

const drawSeed = (): number => Math.floor(Math.random() * MAX_SEED);

/** Random each time, or one number to come back to the same pictures. */
export function SeedField({ value }: { value: number | null }) {
  const t = useTranslations("create.composer");
  const patch = useComposer((state) => state.patch);
  return (
    <Field label={t("seed")} hint={value === null ? undefined : t("seedHint")}>
      <Segmented
        options={[
          { value: "random", label: t("seedRandom") },
          { value: "fixed", label: t("seedFixed") },
        ]}
        value={value === null ? "random" : "fixed"}
        onValueChange={(mode) => patch({ seed: mode === "fixed" ? drawSeed() : null })}
      />
      {value === null ? null : (
        <div className="flex gap-2">
          <Input
            id={undefined}
            aria-label={t("seedValue")}
            value={value}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => patch({ seed: readSeed(event.target.value) })}
            className="tabular"
          />
          <Button
            size="icon"
            aria-label={t("seedDraw")}
            className="size-11 sm:size-9"
            onClick={() => patch({ seed: drawSeed() })}
          >
            <Dices strokeWidth={1.5} aria-hidden />
          </Button>
        </div>
      )}
    </Field>
  );
}

/** The digits of what was typed, within the range; nothing left means 0. */
const readSeed = (text: string): number =>
  Math.min(MAX_SEED, Number(text.replaceAll(/\D/g, "").slice(0, 10)));
