"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { type ExportDays, latestExportDay } from "@/lib/platform/http/export-days";

interface ExportSpanFieldsProps {
  days: ExportDays;
  /** The last day that there is. */
  today: string;
}

/** The first and the last day of a file. The browser sends no stretch that is longer than a file may be, and says why. */
export function ExportSpanFields({ days, today }: ExportSpanFieldsProps) {
  const t = useTranslations("admin.money.export");
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const begin = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLInputElement>(null);
  const latest = latestExportDay(from);
  const isTooLong = latest !== null && to > latest;
  // Somebody may have typed before this ran.
  useEffect(() => {
    setFrom(begin.current?.value ?? "");
    setTo(end.current?.value ?? "");
  }, []);
  useEffect(() => end.current?.setCustomValidity(isTooLong ? t("tooLong") : ""), [isTooLong, t]);
  return (
    <>
      <Field label={t("from")} className="w-[calc(50%-0.375rem)] sm:w-40">
        <Input
          ref={begin}
          name="from"
          type="date"
          defaultValue={days.from}
          onChange={(event) => setFrom(event.target.value)}
          max={today}
          required
        />
      </Field>
      <Field label={t("to")} className="w-[calc(50%-0.375rem)] sm:w-40">
        <Input
          ref={end}
          name="to"
          type="date"
          defaultValue={days.to}
          onChange={(event) => setTo(event.target.value)}
          min={latest === null ? undefined : from}
          max={latest !== null && latest < today ? latest : today}
          required
        />
      </Field>
    </>
  );
}
