import { useTranslations } from "next-intl";
import { PayButton, type PayButtonProps } from "../pay/pay-button";
import { usePayTexts } from "../pay/pay-texts";

interface CheckoutButtonProps extends Pick<PayButtonProps, "pay" | "check"> {
  /** False where no merchant account is set up. */
  isOpen: boolean;
  priceFen: number;
}

/** The one big button of a checkout, or why there is none. */
export function CheckoutButton({ isOpen, priceFen, pay, check }: CheckoutButtonProps) {
  const t = useTranslations("member.plans");
  const texts = usePayTexts(priceFen);
  if (!isOpen) return <p className="text-center text-muted">{t("closed")}</p>;
  return <PayButton pay={pay} check={check} texts={texts} />;
}
