"use client";

import { CircleAlert, CircleCheck, Clock, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useBytesText } from "@/components/gallery/text/bytes";
import { useUploadProblemText } from "@/components/gallery/upload/problem-text";
import { Progress } from "@/components/ui/feedback/progress";
import { Spinner } from "@/components/ui/feedback/spinner";
import { Button } from "@/components/ui/form/button";
import type { ImportItem } from "./queue";
import { useImports } from "./store";

const isTrouble = ({ state }: ImportItem): boolean => state === "refused" || state === "failed";

/** What needs a look stands where it is seen. */
const troubleFirst = (items: readonly ImportItem[]): ImportItem[] => [
  ...items.filter(isTrouble),
  ...items.filter((item) => !isTrouble(item)),
];

/** Every file with how it goes. */
export function ImportList({ items }: { items: readonly ImportItem[] }) {
  const t = useTranslations("library.import");
  return (
    <ul
      aria-label={t("files")}
      className="-mr-5 flex max-h-72 flex-col divide-y divide-line overflow-y-auto border-line border-y pr-5"
    >
      {troubleFirst(items).map((item) => (
        <Row key={item.key} item={item} />
      ))}
    </ul>
  );
}

function Row({ item }: { item: ImportItem }) {
  const t = useTranslations("library.import");
  const bytesText = useBytesText();
  const problemText = useUploadProblemText();
  const remove = useImports((state) => state.remove);
  const why = item.problem
    ? problemText.ofFile(item.problem)
    : item.state === "failed"
      ? problemText.ofError(item.error)
      : null;
  const isSending = item.state === "sending";
  return (
    <li className="flex min-h-13 items-center gap-3 py-1.5">
      <StateIcon state={item.state} />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="min-w-0 truncate">{item.name}</span>
          <span className="tabular shrink-0 text-muted text-xs">{bytesText(item.sizeBytes)}</span>
        </p>
        {why ? <p className="break-words text-danger text-sm">{why}</p> : null}
        {isSending ? (
          <Progress
            value={item.part < 1 ? item.part * 100 : null}
            label={t("progressOf", { name: item.name })}
            className="mt-1.5"
          />
        ) : null}
      </div>
      {isSending || item.state === "done" ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t("removeFile", { name: item.name })}
          onClick={() => remove(item.key)}
        >
          <X strokeWidth={1.5} />
        </Button>
      )}
    </li>
  );
}

function StateIcon({ state }: { state: ImportItem["state"] }) {
  const t = useTranslations("library.import");
  if (state === "sending") return <Spinner label={t("states.sending")} className="size-4.5" />;
  const Icon = state === "done" ? CircleCheck : state === "ready" ? Clock : CircleAlert;
  const colour = state === "done" ? "text-success" : state === "ready" ? "text-muted" : "text-danger";
  return (
    <span className="shrink-0">
      <Icon strokeWidth={1.5} className={`size-4.5 ${colour}`} aria-hidden />
      <span className="sr-only">{t(`states.${state}`)}</span>
    </span>
  );
}
