import { Badge } from "@/components/ui/feedback/badge";

interface StatusProps {
  tone: "success" | "warning" | "danger" | "muted";
  label: string;
}

/** The state of a row in one or two words. */
export function Status({ tone, label }: StatusProps) {
  return <Badge tone={tone === "muted" ? "plain" : tone}>{label}</Badge>;
}
