import type { useTranslations } from "next-intl";
import type { ActionField } from "@/components/admin/act/action-input";
import { editField, type ModelTermsView, tierField } from "@/lib/channels/schema";

type Words = ReturnType<typeof useTranslations<"admin.vendors.models">>;

const text = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);

/** Everything that can be set about a model. What stands empty is as the catalogue says. */
export function modelFields(
  t: Words,
  model: ModelTermsView,
  operationText: (operation: string) => string,
): ActionField[] {
  const { prices, catalogue, parameters } = model;
  const bounds = { kind: "number", min: 1, max: 100_000 } as const;
  const set = <T>(now: T, usual: T): T | null => (now === usual ? null : now);
  return [
    { name: "isOffered", label: t("isOffered"), kind: "switch", value: String(model.isOffered) },
    {
      ...{ name: "position", label: t("position"), kind: "number", min: 0, max: 1_000 },
      ...{ value: text(model.position), hint: t("positionHint") },
    },
    ...parameters.tiers.map(
      (tier): ActionField => ({
        ...{ ...bounds, name: tierField(tier), label: t("tierPrice", { tier }) },
        value: text(set(prices.images[tier], catalogue.images[tier])),
        hint: t("catalogueHint", { credits: catalogue.images[tier] ?? 0 }),
      }),
    ),
    ...parameters.edits.map(({ name }): ActionField => {
      const usual = catalogue.edits[name];
      return {
        ...{
          ...bounds,
          name: editField(name),
          label: t("editPrice", { operation: operationText(name) }),
        },
        value: text(set(prices.edits[name], usual)),
        hint: usual ? t("catalogueHint", { credits: usual }) : t("tierHint"),
      };
    }),
    {
      ...{ name: "costMicroYuan", label: t("costMicroYuan"), kind: "cost", min: 0, max: 1_000_000_000 },
      ...{ value: text(model.costMicroYuan), hint: t("costHint") },
    },
  ];
}
