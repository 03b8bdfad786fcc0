/** What the report and its button say; the server translates it. */
export interface ReportWords {
  open: string;
  title: string;
  detail: string;
  reason: string;
  reasons: Readonly<Record<string, string>>;
  note: string;
  notePlaceholder: string;
  cancel: string;
  send: string;
  sent: string;
  failed: string;
  close: string;
}
