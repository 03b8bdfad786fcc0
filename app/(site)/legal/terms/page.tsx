import { LegalPage } from "@/components/legal/legal-page";
import { legalMetadata, readLegalText } from "../facts";

export const generateMetadata = () => legalMetadata("terms");

export default async function Page() {
  return <LegalPage name="terms" text={await readLegalText("terms")} />;
}
