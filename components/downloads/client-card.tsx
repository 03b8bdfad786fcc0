import { Laptop, type LucideIcon, MessageCircle, Monitor, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { Card } from "@/components/ui/layout/card";
import { QrCode } from "@/components/ui/media/qr-code";
import { type Client, isForPhones, type Platform } from "./rules";

const icons: Record<Platform, LucideIcon> = {
  windows: Monitor,
  macos: Laptop,
  android: Smartphone,
  ios: Smartphone,
  wechat: MessageCircle,
};

interface ClientCardProps {
  client: Client;
  /** The platform that the visitor is on. */
  isOwn: boolean;
  /** Whether the page itself is read on a phone, where a code to scan is of no use. */
  isPhone: boolean;
}

/** One client: what it is for, and the way to get it; or that it is not published, without a link that leads nowhere. */
export function ClientCard({ client, isOwn, isPhone }: ClientCardProps) {
  const t = useTranslations("downloads");
  const { platform, url } = client;
  const Icon = icons[platform];
  const name = t(`platforms.${platform}.name`);
  const scans = url !== null && isForPhones(platform) && !isPhone;
  return (
    <Card className="flex h-full flex-col gap-4">
      <div className="flex items-start gap-3">
        <Icon strokeWidth={1.5} className="mt-0.5 size-5 shrink-0 text-muted" aria-hidden />
        <div className="min-w-0 flex-1">
          <h2 className="font-medium text-lg">{name}</h2>
          <p className="text-muted">{t(`platforms.${platform}.detail`)}</p>
        </div>
        {isOwn ? <Badge tone="strong">{t("own")}</Badge> : null}
      </div>
      <div className="mt-auto flex flex-wrap items-end justify-between gap-4">
        {url === null ? (
          <p className="flex min-h-10 items-center text-muted sm:min-h-9">{t("unpublished")}</p>
        ) : (
          <Button asChild variant={isOwn ? "primary" : "secondary"}>
            <a href={url} rel="noreferrer">
              {t(platform === "wechat" ? "open" : "get")}
              <span className="sr-only"> {name}</span>
            </a>
          </Button>
        )}
        {scans ? <QrCode content={url} label={t("scan", { name })} className="size-28" /> : null}
      </div>
    </Card>
  );
}
