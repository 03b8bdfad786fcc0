"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { formatFen } from "@/components/shell/money";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { productsQuery } from "@/lib/orders/client";
import { ApiError } from "@/lib/platform/api-error";
import { remedyOf, type Shop } from "../rules";
import { Summary } from "./summary";
import type { Checkout } from "./use-checkout";

interface ProblemProps {
  checkout: Checkout;
  here: Shop["here"];
  onClose: () => void;
}

/** Why there is no order, and the one thing that helps. */
export function Problem({ checkout, here, onClose }: ProblemProps) {
  const t = useTranslations("checkout");
  const common = useTranslations("common");
  const problemText = useProblemText();
  const code = checkout.error instanceof ApiError ? checkout.error.code : undefined;
  const own = `problems.${code}` as "problems.price_changed";
  const { message, requestId } = problemText(checkout.error);
  return (
    <div className="flex flex-col gap-5">
      {checkout.product && code !== "price_changed" ? <Summary product={checkout.product} /> : null}
      <Callout tone="danger" title={t("problems.title")}>
        {t.has(own) ? t(own) : message}
        {requestId && code === "internal_error" ? (
          <span className="block text-xs">
            {common("requestId")} <code className="select-all break-all font-mono">{requestId}</code>
          </span>
        ) : null}
      </Callout>
      <Remedy checkout={checkout} code={code} here={here} onClose={onClose} />
    </div>
  );
}

function Remedy({ checkout, code, here, onClose }: ProblemProps & { code: string | undefined }) {
  const t = useTranslations("checkout");
  const { product, isBusy } = checkout;
  switch (remedyOf(code)) {
    case "newPrice":
      return <NewPrice checkout={checkout} />;
    case "newOrder":
      return product ? (
        <Button variant="primary" loading={isBusy} onClick={() => checkout.orderAnew(product)}>
          {t("orderAgain")}
        </Button>
      ) : null;
    case "orders":
      return (
        <Button asChild>
          <Link href="/credits#orders" onClick={onClose}>
            {t("seeOrders")}
          </Link>
        </Button>
      );
    case "signIn":
      return (
        <Button asChild variant="primary">
          <Link href={`/sign-in?next=${encodeURIComponent(here)}`}>{t("signIn")}</Link>
        </Button>
      );
    case "none":
      return null;
    case "retry":
      return (
        <Button variant="primary" loading={isBusy} onClick={checkout.pay}>
          {t("tryAgain")}
        </Button>
      );
  }
}

/** The price list is read anew, and only a press takes the new price. */
function NewPrice({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("checkout");
  const { data, isError, isFetching, isFetchedAfterMount, refetch } = useQuery({
    ...productsQuery(),
    staleTime: 0,
  });
  const router = useRouter();
  // The list behind the window was made by the server.
  useEffect(() => router.refresh(), [router]);
  const known = isFetchedAfterMount ? data : undefined;
  const product = known?.items.find(({ sku }) => sku === checkout.product?.sku);
  if (isError)
    return (
      <Button loading={isFetching} onClick={() => void refetch()}>
        {t("tryAgain")}
      </Button>
    );
  if (known && !product) return <p className="text-muted">{t("problems.product_gone")}</p>;
  return (
    <>
      {product ? <Summary product={product} /> : null}
      <Button
        variant="primary"
        loading={checkout.isBusy || isFetching}
        disabled={!product}
        onClick={() => product && checkout.orderAnew(product)}
      >
        {product ? t("newPrice", { price: formatFen(product.priceFen) }) : t("ordering")}
      </Button>
    </>
  );
}
