import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Facts } from "@/components/admin/kit/facts";
import { Section } from "@/components/admin/kit/section";
import { Status } from "@/components/admin/kit/status";
import type { FormAction } from "@/components/shell/forms/answer";
import type { CheckerState } from "@/lib/moderation/schema";

interface CheckersSectionProps {
  checkers: Record<"openai" | "bailian", CheckerState>;
  /** Null for who may only look. */
  save: FormAction<never> | null;
}

const names = ["openai", "bailian"] as const;
const chosen = ({ set }: CheckerState) => (set === null ? "default" : set ? "on" : "off");

/** Which vendors judge what is handed in. */
export function CheckersSection({ checkers, save }: CheckersSectionProps) {
  const t = useTranslations("admin.content");
  const options = (["default", "on", "off"] as const).map((value) => ({
    value,
    label: t(`choices.${value}`),
  }));
  return (
    <Section
      title={t("checkers")}
      description={t("checkersDetail")}
      actions={
        save ? (
          <ActionDialog
            label={t("setCheckers")}
            title={t("setCheckers")}
            says={t("setCheckersSays")}
            confirmLabel={t("save")}
            action={save}
            input={{}}
            fields={names.map((name) => ({
              ...{ name, label: t(`names.${name}`), kind: "select", options },
              value: chosen(checkers[name]),
            }))}
            reason
            password
            doneText={t("saved")}
          />
        ) : null
      }
    >
      <Facts
        items={names.map((name) => ({
          label: t(`names.${name}`),
          value: (
            <span className="flex flex-wrap items-center gap-2">
              <Status
                tone={checkers[name].isAsked ? "success" : "muted"}
                label={checkers[name].isAsked ? t("isAsked") : t("notAsked")}
              />
              <span className="text-muted">
                {t(`choices.${chosen(checkers[name])}`)}
                {checkers[name].hasKey ? "" : ` · ${t("noKey")}`}
              </span>
            </span>
          ),
        }))}
      />
    </Section>
  );
}
