import { useTranslations } from "next-intl";
import { Card, CardHeader } from "@/components/ui/layout/card";

/** In the place of the form that changes a password, for who signs in with WeChat and has none. */
export function WithoutPassword() {
  const settings = useTranslations("settings");
  const t = useTranslations("wechat");
  return (
    <Card>
      <CardHeader title={settings("password")} description={t("noPassword")} className="mb-0" />
    </Card>
  );
}
