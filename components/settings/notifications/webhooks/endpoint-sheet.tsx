"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Sheet } from "@/components/ui/overlay/sheet";
import { useCreateEndpoint, useUpdateEndpoint } from "@/lib/notifications/client";
import type { EndpointView } from "@/lib/notifications/schema";
import { ApiError } from "@/lib/platform/api-error";
import { hostOf } from "../rules";
import { KindsField } from "./kinds-field";
import { RotateSecret } from "./rotate-secret";

interface EndpointSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is stored; null for a new one. */
  endpoint: EndpointView | null;
  /** A new signing secret, which is shown once. */
  onSecret: (secret: string) => void;
}

/** A new address, or a stored one. */
export function EndpointSheet({ open, onOpenChange, endpoint, onSecret }: EndpointSheetProps) {
  const t = useTranslations("inbox.webhooks");
  const common = useTranslations("common");
  const formId = useId();
  const [url, setUrl] = useState(endpoint?.url ?? "");
  const [kinds, setKinds] = useState<EndpointView["kinds"]>(endpoint?.kinds ?? []);
  const { save, busy, problem, forget } = useSave(endpoint, onSecret, () => onOpenChange(false));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ url: url.trim(), kinds });
  };
  const isAddressWrong =
    problem !== null && (problem.fields.url !== undefined || problem.code === "address_not_allowed");
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={endpoint ? t("editTitle") : t("addTitle")}
      description={endpoint ? hostOf(endpoint.url) : t("addDetail")}
      className="sm:max-w-lg"
      footer={
        <div className="flex flex-col gap-3">
          <FormProblem problem={isAddressWrong ? null : problem} />
          <div className="flex justify-end">
            <SubmitButton form={formId} variant="primary" loading={busy}>
              {endpoint ? common("save") : t("add")}
            </SubmitButton>
          </div>
        </div>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5 pt-1">
        <Field
          label={t("url")}
          hint={t("urlHint")}
          error={isAddressWrong ? <AddressProblem problem={problem} /> : undefined}
          required
        >
          <Input
            type="url"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="https://"
            value={url}
            onChange={(event) => {
              setUrl(event.target.value);
              forget();
            }}
          />
        </Field>
        <KindsField value={kinds} onChange={setKinds} />
      </form>
      {endpoint ? <RotateSecret endpoint={endpoint} onSecret={onSecret} /> : null}
    </Sheet>
  );
}

/** What is wrong with the address, with the server's exact words where it has any. */
function AddressProblem({ problem }: { problem: ApiError }) {
  const t = useTranslations("inbox.webhooks");
  const words = problem.code === "address_not_allowed" ? problem.fields.url : undefined;
  return (
    <>
      {t(words === undefined ? "urlWrong" : "urlNotAllowed")}
      {words ? (
        <span lang="en" className="mt-0.5 block break-words text-xs">
          {words}
        </span>
      ) : null}
    </>
  );
}

function useSave(endpoint: EndpointView | null, onSecret: (secret: string) => void, onSaved: () => void) {
  const create = useCreateEndpoint();
  const update = useUpdateEndpoint();
  const { error } = endpoint ? update : create;
  return {
    busy: create.isPending || update.isPending,
    problem: error instanceof ApiError ? error : null,
    forget: () => (endpoint ? update.reset() : create.reset()),
    save: (given: { url: string; kinds: EndpointView["kinds"] }) => {
      if (create.isPending || update.isPending) return;
      if (endpoint) update.mutate({ id: endpoint.id, ...given }, { onSuccess: onSaved });
      else create.mutate(given, { onSuccess: ({ secret }) => onSecret(secret) });
    },
  };
}
