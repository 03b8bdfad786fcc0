import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MemberBindingView } from "@/lib/bindings/schema";
import { ActionButton, type ActionButtonProps, type Refusals } from "./action/action-button";
import { buttonLooks } from "./page/looks";
import { NotePage } from "./page/note-page";

interface BindingPageProps {
  binding: MemberBindingView;
  confirm: ActionButtonProps["act"];
  refuse: ActionButtonProps["act"];
}

/** What the person's scan is about, what became of it, and their second word on it. */
export function BindingPage({ binding, confirm, refuse }: BindingPageProps) {
  const { purpose, state, device } = binding;
  if (state === "scanned" && purpose !== "device")
    return <Question binding={binding} confirm={confirm} refuse={refuse} />;
  if (state === "bound" && device) return <BoundDevice device={device} refuse={refuse} />;
  return <Outcome binding={binding} />;
}

function Question({ binding, confirm, refuse }: BindingPageProps) {
  const t = useTranslations("member.binding");
  const format = useFormatter();
  const refusals = useRefusals();
  const time = format.dateTime(new Date(binding.askedAt), "time");
  const isLink = binding.purpose === "link";
  return (
    <NotePage
      icon="info"
      title={isLink ? t("link") : t("signIn")}
      detail={
        isLink ? t("linkDetail", { account: binding.account ?? "", time }) : t("signInDetail", { time })
      }
      hasWayHome={false}
      actions={
        <div className="flex flex-col gap-2">
          <ActionButton
            act={confirm}
            look="primary"
            label={isLink ? t("confirmLink") : t("confirmSignIn")}
            refusals={refusals}
          />
          <ActionButton act={refuse} look="plain" label={t("refuse")} refusals={refusals} />
        </div>
      }
    >
      <p className="px-2 text-center font-medium">{t("onlyIfYou")}</p>
    </NotePage>
  );
}

type Device = NonNullable<MemberBindingView["device"]>;

function BoundDevice({ device, refuse }: { device: Device; refuse: ActionButtonProps["act"] }) {
  const t = useTranslations("member.binding");
  const devices = useTranslations("member.devices");
  const refusals = useRefusals();
  const named = t("device", { name: device.name, platform: devices(`platform.${device.platform}`) });
  if (!device.isBound)
    return (
      <NotePage
        icon="info"
        title={t("deviceGone")}
        detail={t("deviceGoneDetail", { device: named })}
        actions={<Way href="/m/devices" label={t("manage")} look="plain" />}
      />
    );
  return (
    <NotePage
      icon="done"
      title={t("deviceBound")}
      detail={t("deviceBoundDetail", { device: named })}
      actions={
        <div className="flex flex-col gap-2">
          <Way href="/m" label={t("home")} look="primary" />
          <ActionButton
            act={refuse}
            look="danger"
            label={t("notMe")}
            question={{
              title: t("notMeTitle"),
              detail: t("notMeDetail", { device: named }),
              confirm: devices("unbind"),
              cancel: devices("keep"),
            }}
            refusals={refusals}
          />
        </div>
      }
    />
  );
}

/** What can no longer be decided here. */
function Outcome({ binding }: { binding: MemberBindingView }) {
  const t = useTranslations("member.binding");
  const { state, refusal, account, purpose } = binding;
  const way = (
    <Way
      href={refusal === "device_limit" ? "/m/devices" : "/m"}
      label={refusal === "device_limit" ? t("manage") : t("home")}
      look="plain"
    />
  );
  const note = (icon: "done" | "refused" | "info", title: string, detail?: ReactNode) => (
    <NotePage icon={icon} title={title} detail={detail} actions={way} />
  );
  switch (state) {
    case "bound":
    case "claimed":
      if (purpose === "link") return note("done", t("linked"), t("linkedDetail", { account: account ?? "" }));
      return note("done", t("signedIn"), t("signedInDetail"));
    case "refused":
      if (refusal === "declined" || refusal === null)
        return note("info", t("declined"), t("refusal.declined"));
      return note("refused", t("refused"), t(`refusal.${refusal}`));
    case "expired":
    case "cancelled":
      return note("info", t("ended"), t("endedDetail"));
    default:
      return note("info", t("pending"));
  }
}

function Way({ href, label, look }: { href: string; label: string; look: "primary" | "plain" }) {
  return (
    <a href={href} className={buttonLooks[look]}>
      {label}
    </a>
  );
}

function useRefusals(): Refusals {
  const t = useTranslations("member.binding");
  return {
    offline: t("refusals.offline"),
    other: t("refusals.other"),
    binding_ended: t("refusals.binding_ended"),
    unauthenticated: t("refusals.unauthenticated"),
    device_limit: t("refusal.device_limit"),
    wechat_has_other_account: t("refusal.wechat_has_other_account"),
    account_has_other_wechat: t("refusal.account_has_other_wechat"),
    account_unavailable: t("refusal.account_unavailable"),
    sign_up_closed: t("refusal.sign_up_closed"),
  };
}
