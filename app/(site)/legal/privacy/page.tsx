import { LegalPage } from "@/components/legal/legal-page";
import { legalMetadata, readLegalText } from "../facts";

export const generateMetadata = () => legalMetadata("privacy");

export default async function Page() {
  return <LegalPage name="privacy" text={await readLegalText("privacy")} />;
}
