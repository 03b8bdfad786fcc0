/** Whether a request comes from a phone, by its user agent. */
export const isPhoneAgent = (userAgent: string | null): boolean => /\bMobi/i.test(userAgent ?? "");
