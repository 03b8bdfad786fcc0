"use client";

import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import type { ApiConfigView } from "@/lib/api-configs/schema";
import { hostOf, troubleOf } from "./rules";

interface TestResultProps {
  config: ApiConfigView;
  testing: boolean;
  /** Why there was no test at all: a lost connection to us, too many tests. */
  problem: Error | null;
}

/** How the last test went: what is wrong, what to do about it, and the exact words. */
export function TestResult({ config, testing, problem }: TestResultProps) {
  const t = useTranslations("keys");
  const problemText = useProblemText();
  const { test } = config;
  const content = () => {
    if (testing)
      return (
        <Line icon={<LoaderCircle strokeWidth={1.5} className="animate-spin text-muted" />}>
          <p className="break-words text-muted">{t("testing", { host: hostOf(config.baseUrl) })}</p>
        </Line>
      );
    if (problem)
      return (
        <Line icon={<CircleAlert strokeWidth={1.5} className="text-warning" />}>
          <p className="font-medium">{t("notTestedNow")}</p>
          <p className="text-muted">{problemText(problem).message}</p>
        </Line>
      );
    if (!test)
      return (
        <Line icon={<CircleDashed strokeWidth={1.5} className="text-muted" />}>
          <p className="text-muted">{t("notTested")}</p>
        </Line>
      );
    return <Report test={test} />;
  };
  return (
    <div role="status" className="text-sm">
      {content()}
    </div>
  );
}

function Report({ test }: { test: NonNullable<ApiConfigView["test"]> }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const at = format.dateTime(new Date(test.at), "minute");
  const when = (
    <time dateTime={test.at} className="tabular shrink-0 text-muted text-xs">
      {at}
    </time>
  );
  const words = test.message ? (
    <p className="break-words text-muted">
      {t.rich("exactWords", { words: test.message, q: (text) => <q lang="en">{text}</q> })}
    </p>
  ) : null;
  if (test.ok)
    return (
      <Line icon={<CircleCheck strokeWidth={1.5} className="text-success" />} when={when}>
        <p className="font-medium text-success">{t("works")}</p>
        {words}
      </Line>
    );
  const trouble = troubleOf(test.errorClass);
  return (
    <Line icon={<CircleAlert strokeWidth={1.5} className="text-danger" />} when={when}>
      <p className="font-medium text-danger">{t(`trouble.${trouble}.title`)}</p>
      <p>{t(`trouble.${trouble}.advice`)}</p>
      {words}
    </Line>
  );
}

function Line({ icon, when, children }: { icon: ReactNode; when?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5">
      <span aria-hidden className="mt-0.5 shrink-0 [&_svg]:size-4">
        {icon}
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <div className="flex min-w-0 flex-[1_1_14rem] flex-col gap-0.5">{children}</div>
        {when}
      </div>
    </div>
  );
}
