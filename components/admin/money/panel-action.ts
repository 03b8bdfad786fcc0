import type { FormAction } from "@/components/shell/forms/answer";

/** A write that a page hands in; its own schema parses what is sent. */
export type PanelAction = FormAction<never>;
