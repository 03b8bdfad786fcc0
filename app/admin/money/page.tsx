import { redirect } from "next/navigation";

/** Money begins with what was bought. */
export default function MoneyPage() {
  redirect("/admin/money/orders");
}
