import Link from "next/link";
import { Id } from "@/components/admin/kit/id";

/** A person by their name with the way to their record, and by their id where they have no name here. */
export function PersonLink({ id, name }: { id: string; name: string | null }) {
  if (name === null) return <Id value={id} />;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Link href={`/admin/users/${id}`} className="hover:underline">
        {name}
      </Link>
      <Id value={id} />
    </span>
  );
}
