import type { ReactNode } from "react";
import { NoteIcon, type NoteIconName } from "./icons";
import { MemberPage } from "./member-page";

interface NotePageProps {
  icon: NoteIconName;
  title: string;
  detail?: ReactNode;
  /** Buttons, the main one first. */
  actions?: ReactNode;
  hasWayHome?: boolean;
  children?: ReactNode;
}

/** A page that says one thing: a sign, a title, a sentence, and what can be done. */
export function NotePage({ icon, title, detail, actions, hasWayHome, children }: NotePageProps) {
  return (
    <MemberPage hasWayHome={hasWayHome} bar={actions}>
      <div className="flex flex-col items-center gap-3 px-2 pt-8 pb-2 text-center">
        <NoteIcon name={icon} />
        <h1 className="font-semibold text-xl">{title}</h1>
        {detail ? <div className="break-words text-muted">{detail}</div> : null}
      </div>
      {children}
    </MemberPage>
  );
}
