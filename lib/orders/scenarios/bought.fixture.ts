import { type Buyer, heedAll, rowOf } from "./shop.fixture";

export async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it did not come to pass");
}

/** Buys and pays, and waits until what was bought is there; the order's id. */
export async function bought(person: Buyer, sku: string, priceFen: number): Promise<string> {
  const payment = await person.prepay(sku, priceFen);
  await person.confirm(payment);
  await until(async () => {
    await heedAll();
    return (await rowOf(payment.order.id)).status === "fulfilled";
  });
  return payment.order.id;
}
