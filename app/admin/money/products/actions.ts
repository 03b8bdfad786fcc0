"use server";

import { revalidatePath } from "next/cache";
import { dangerousAdminAction } from "@/lib/entry/action";
import { createProduct } from "@/lib/orders/products/create";
import { saveProduct } from "@/lib/orders/products/save";
import { newMembershipInput, newPackInput, saveProductInput } from "@/lib/orders/schema";

/** Changes a product of the price list. */
export const saveProductAction = dangerousAdminAction(
  { name: "saveProduct", input: saveProductInput, limit: "adminWrite" },
  async (call) => {
    const saved = await saveProduct(call);
    revalidatePath("/admin/money/products");
    return saved;
  },
);

/** Puts a new pack of credits onto the price list. */
export const createPackAction = dangerousAdminAction(
  { name: "createPack", input: newPackInput, limit: "adminWrite" },
  async (call) => {
    const created = await createProduct(call);
    revalidatePath("/admin/money/products");
    return created;
  },
);

/** Puts a new length of a membership onto the price list. */
export const createMembershipAction = dangerousAdminAction(
  { name: "createMembership", input: newMembershipInput, limit: "adminWrite" },
  async (call) => {
    const created = await createProduct(call);
    revalidatePath("/admin/money/products");
    return created;
  },
);
