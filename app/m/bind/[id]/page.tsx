import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BindingPage } from "@/components/member/binding-page";
import { getBindingForMember } from "@/lib/bindings/read";
import { bindingIdInput } from "@/lib/bindings/schema";
import { requireMemberPage } from "@/lib/entry/member";
import { confirmBindingAction, refuseBindingAction } from "../../actions";
import { Outside, orNull } from "../../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.binding");
  return { title: t("title") };
}

/** A code that the person has scanned; nobody else finds it. */
export default async function BindPage({ params }: { params: Promise<{ id: string }> }) {
  const input = bindingIdInput.safeParse({ id: (await params).id });
  if (!input.success) notFound();
  const { id } = input.data;
  const ctx = await requireMemberPage(`/m/bind/${id}`);
  if (!ctx) return <Outside from={`/m/bind/${id}`} />;
  const binding = await orNull(getBindingForMember({ ctx, input: { id } }));
  if (!binding) notFound();
  return (
    <BindingPage
      binding={binding}
      confirm={confirmBindingAction.bind(null, { id })}
      refuse={refuseBindingAction.bind(null, { id })}
    />
  );
}
