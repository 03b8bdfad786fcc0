import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Input } from "@/components/ui/form/input";

/** One field for anything that has an id, a name or a number. It needs no script. */
export function FinderForm() {
  const t = useTranslations("admin.find");
  return (
    <search className="block w-full max-w-xl">
      <form action="/admin/find" method="get" className="flex gap-2">
        <div className="min-w-0 grow">
          <Input
            name="q"
            type="search"
            required
            maxLength={200}
            aria-label={t("label")}
            placeholder={t("hint")}
            icon={<Search strokeWidth={1.5} />}
            autoComplete="off"
          />
        </div>
        <Button type="submit" className="h-11 sm:h-9">
          {t("go")}
        </Button>
      </form>
    </search>
  );
}
