import { LegalPage } from "@/components/legal/legal-page";
import { legalMetadata, readLegalText } from "../facts";

export const generateMetadata = () => legalMetadata("refunds");

export default async function Page() {
  return <LegalPage name="refunds" text={await readLegalText("refunds")} />;
}
