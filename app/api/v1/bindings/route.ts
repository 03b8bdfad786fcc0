import { createBindingInput, newBindingView } from "@/lib/bindings/schema";
import { createBinding } from "@/lib/bindings/sessions/create";
import { publicRoute } from "@/lib/entry/route";

export const POST = publicRoute(
  { input: createBindingInput, output: newBindingView, limit: "bindingCreate", status: 201 },
  createBinding,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
