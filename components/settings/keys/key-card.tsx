"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { Card } from "@/components/ui/layout/card";
import type { ApiConfigView } from "@/lib/api-configs/schema";
import { CreateLink } from "./create-link";
import { DeleteKey } from "./delete-key";
import { needsKey } from "./form/draft";
import { hostOf } from "./rules";
import { TestResult } from "./test-result";
import { useConnectionTest } from "./use-connection-test";
import { useVendorName } from "./use-vendor-name";

interface KeyCardProps {
  config: ApiConfigView;
  onEdit: () => void;
}

/** One stored key: where it leads, whether it works, and what can be done with it. */
export function KeyCard({ config, onEdit }: KeyCardProps) {
  const t = useTranslations("keys");
  const nameOf = useVendorName();
  const heading = useId();
  const test = useConnectionTest();
  const { name, provider, type, baseUrl, model, apiKeyLast4 } = config;
  return (
    <Card role="group" aria-labelledby={heading} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 id={heading} className="min-w-0 break-words font-semibold">
          {name}
        </h3>
        <Badge tone="outline">{t(`types.${type}`)}</Badge>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Fact label={t("vendor")}>{nameOf(provider)}</Fact>
        <Fact label={t("model")}>{model}</Fact>
        <Fact label={t("address")} title={baseUrl}>
          {hostOf(baseUrl)}
        </Fact>
        <Fact label={t("key")}>
          {apiKeyLast4 === "" ? (
            t(needsKey(provider) ? "keyUnseen" : "keyNone")
          ) : (
            <>
              <span aria-hidden>····{apiKeyLast4}</span>
              <span className="sr-only">{t("keyEndsWith", { last4: apiKeyLast4 })}</span>
            </>
          )}
        </Fact>
      </dl>
      <TestResult config={config} testing={test.testing} problem={test.problem} />
      <div className="flex flex-wrap items-center gap-2 border-line border-t pt-3">
        <Button
          size="sm"
          loading={test.testing}
          onClick={() => test.run(config.id)}
          aria-label={t("testNamed", { name })}
        >
          {t("test")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onEdit} aria-label={t("editNamed", { name })}>
          {t("edit")}
        </Button>
        <DeleteKey config={config} />
        <span className="ml-auto">
          <CreateLink config={config} variant="ghost" size="sm" />
        </span>
      </div>
    </Card>
  );
}

function Fact({ label, title, children }: { label: string; title?: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words" title={title}>
        {children}
      </dd>
    </>
  );
}
