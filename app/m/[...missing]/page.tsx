import { notFound } from "next/navigation";

/** Addresses that nothing else serves get the member pages' own note; without this the site's would answer. */
export default function MissingPage() {
  notFound();
}
