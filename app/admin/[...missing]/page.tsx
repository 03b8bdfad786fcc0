import { notFound } from "next/navigation";

/** An address of the panel that is no page: said inside the panel, and not in the product's frame. */
export default function MissingPage(): never {
  notFound();
}
