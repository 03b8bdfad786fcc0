import { Moment } from "@/components/admin/kit/moment";

/** A moment as JSON has it. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A value before or after a write: a moment as moments are written, anything else as it stands, a dash for none. */
export function AuditValue({ value }: { value: string | null }) {
  if (value === null) return <>–</>;
  const isMoment = MOMENT.test(value) && !Number.isNaN(Date.parse(value));
  return isMoment ? <Moment at={value} /> : value;
}
