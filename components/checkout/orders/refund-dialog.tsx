"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { type Submission, submissionFor } from "@/components/shell/forms/submission";
import { formatFen } from "@/components/shell/money";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/textarea";
import { Dialog } from "@/components/ui/overlay/dialog";
import { newSubmitKey } from "@/lib/generations/client";
import { askForRefund, orderKeys, refundableQuery } from "@/lib/orders/client";

const MIN_CHARS = 3;
const MAX_CHARS = 500;

interface RefundDialogProps {
  orderId: string;
  /** What was bought, in words. */
  product: string;
}

/** Asks for the money of what is unused of an order; somebody of the platform decides. */
export function RefundDialog({ orderId, product }: RefundDialogProps) {
  const t = useTranslations("checkout.orders.refund");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost" aria-label={t("askNamed", { product })}>
          {t("ask")}
        </Button>
      }
      title={t("title")}
      description={t("detail")}
    >
      <RefundForm orderId={orderId} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function RefundForm({ orderId, onDone }: { orderId: string; onDone: () => void }) {
  const t = useTranslations("checkout.orders.refund");
  const problemText = useProblemText();
  const client = useQueryClient();
  const [text, setText] = useState("");
  // An answer that got lost is asked for again under its key; other words are another request.
  const last = useRef<Submission | null>(null);
  const refundable = useQuery(refundableQuery(orderId));
  const asking = useMutation({
    networkMode: "always",
    mutationFn: (asked: { id: string; reason: string }) => {
      last.current = submissionFor(last.current, asked, newSubmitKey);
      return askForRefund({ ...asked, idempotencyKey: last.current.key });
    },
    onSuccess: () => {
      onDone();
      toast({ title: t("asked"), tone: "success" });
    },
    onSettled: () => client.invalidateQueries({ queryKey: orderKeys.list }),
  });
  const reason = cleanText(text);
  const fen = refundable.data?.refundableFen;
  const nothing = refundable.data?.nothing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.length < MIN_CHARS || !fen || asking.isPending) return;
    asking.mutate({ id: orderId, reason });
  };
  const problem = asking.error ?? refundable.error;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p aria-live="polite" className="min-h-6">
        {nothing
          ? t(`nothing.${nothing}`)
          : fen === undefined
            ? null
            : t("amount", { amount: formatFen(fen) })}
      </p>
      <Field label={t("reason")} aside={`${text.length} / ${MAX_CHARS}`}>
        <Textarea value={text} maxLength={MAX_CHARS} onChange={(event) => setText(event.target.value)} />
      </Field>
      {problem ? <Callout tone="danger">{problemText(problem).message}</Callout> : null}
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        disabled={reason.length < MIN_CHARS || !fen}
        loading={asking.isPending}
      >
        {t("submit")}
      </Button>
    </form>
  );
}
