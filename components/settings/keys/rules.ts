import { connectionReportView } from "@/lib/api-configs/schema";

const errorClass = connectionReportView.shape.errorClass.unwrap();
export const troubles = errorClass.options;

/** The class of a failed test; one that is no longer known is a failure of the vendor. */
export const troubleOf = (stored: string | null): (typeof troubles)[number] =>
  errorClass.safeParse(stored).data ?? "provider_error";

/** The server of an address, with its port where that is not the usual one; what is no address stays as it is. */
export const hostOf = (baseUrl: string): string => (URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl);
