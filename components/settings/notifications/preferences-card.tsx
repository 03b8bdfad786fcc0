"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Switch } from "@/components/ui/form/switch";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { preferencesQuery, useUpdatePreferences } from "@/lib/notifications/client";
import type { PreferenceChannel } from "@/lib/notifications/rules";
import type { PreferencesView } from "@/lib/notifications/schema";
import { ChannelTroubles } from "./channel-troubles";
import { byGroup, columnsOf, isUsable } from "./rules";

interface PreferencesCardProps {
  first: { preferences: PreferencesView; atMs: number };
}

/** Every kind and every channel as one table of switches, which take effect at once. */
export function PreferencesCard({ first }: PreferencesCardProps) {
  const t = useTranslations("inbox.preferences");
  const { data: view } = useQuery({
    ...preferencesQuery(),
    initialData: first.preferences,
    initialDataUpdatedAt: first.atMs,
  });
  const columns = columnsOf(view);
  return (
    <Card>
      <CardHeader title={t("title")} description={t("description")} className="mb-2" />
      <ChannelTroubles view={view} />
      <table className="w-full">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr className="text-muted text-sm">
            <td />
            {columns.map((channel) => (
              <th key={channel} scope="col" className="w-14 pb-1 text-center font-normal sm:w-20">
                {t(`channels.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        {byGroup(view.items).map(({ group, items }) => (
          <tbody key={group} className="divide-y divide-line border-line border-t">
            <tr>
              <th
                scope="rowgroup"
                colSpan={columns.length + 1}
                className="pt-4 pb-1.5 text-left font-medium text-muted text-sm"
              >
                {t(`groups.${group}`)}
              </th>
            </tr>
            {items.map((item) => (
              <KindRow key={item.kind} item={item} columns={columns} view={view} />
            ))}
          </tbody>
        ))}
      </table>
    </Card>
  );
}

interface KindRowProps {
  item: PreferencesView["items"][number];
  columns: readonly PreferenceChannel[];
  view: PreferencesView;
}

function KindRow({ item, columns, view }: KindRowProps) {
  const t = useTranslations("inbox");
  const problemText = useProblemText();
  const { mutate } = useUpdatePreferences();
  const name = t(`kinds.${item.kind}`);
  const choose = (channel: PreferenceChannel, enabled: boolean) =>
    mutate(
      { items: [{ kind: item.kind, channel, enabled }] },
      {
        onError: (error) =>
          toast({ title: t("preferences.failed"), detail: problemText(error).message, tone: "danger" }),
      },
    );
  return (
    <tr>
      <th scope="row" className="py-2.5 pr-3 text-left font-normal">
        {name}
      </th>
      {columns.map((channel) => {
        const value = item[channel];
        return (
          <td key={channel} className="py-2.5 text-center">
            {value === null ? (
              <Fragment>
                <span aria-hidden className="text-muted">
                  ·
                </span>
                <span className="sr-only">{t("preferences.notOffered")}</span>
              </Fragment>
            ) : (
              <Switch
                className="align-middle"
                aria-label={t("preferences.choice", {
                  kind: name,
                  channel: t(`preferences.channels.${channel}`),
                })}
                checked={value}
                disabled={!isUsable(view, channel)}
                onCheckedChange={(enabled) => choose(channel, enabled)}
              />
            )}
          </td>
        );
      })}
    </tr>
  );
}
