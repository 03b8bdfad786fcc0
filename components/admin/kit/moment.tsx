import { useFormatter } from "next-intl";

/** A point in time to the second, in Shanghai; a dash where there is none. */
export function Moment({ at }: { at: string | null }) {
  const format = useFormatter();
  if (at === null) return <>–</>;
  return (
    <time dateTime={at} className="tabular whitespace-nowrap">
      {format.dateTime(new Date(at), "second")}
    </time>
  );
}
