import { KeysSkeleton } from "@/components/settings/keys/keys-skeleton";

export default function KeysLoading() {
  return <KeysSkeleton />;
}
