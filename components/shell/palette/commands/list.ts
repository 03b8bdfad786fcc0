import {
  Bell,
  Clock,
  Code,
  Compass,
  Contrast,
  Download,
  FileText,
  Home,
  Image,
  Keyboard,
  KeyRound,
  Languages,
  LogIn,
  LogOut,
  type LucideIcon,
  Paintbrush,
  ReceiptText,
  Route,
  Settings,
  Shield,
  Sparkles,
  Tag,
  UserPlus,
  Wallet,
} from "lucide-react";

/** What is done instead of going somewhere. */
export type PaletteAct = "theme" | "language" | "keyboard" | "signOut";

interface CommandFacts {
  icon: LucideIcon;
  /** Where it leads; actions have `act` instead. */
  href?: string;
  act?: PaletteAct;
  /** Who sees it; everybody without it. */
  who?: "member" | "visitor";
}

/** Everything that the palette always knows, in the order in which it is offered. Names are messages. */
const facts = {
  create: { icon: Sparkles, href: "/create", who: "member" },
  library: { icon: Image, href: "/library", who: "member" },
  edit: { icon: Paintbrush, href: "/edit", who: "member" },
  explore: { icon: Compass, href: "/explore" },
  history: { icon: Clock, href: "/history", who: "member" },
  credits: { icon: Wallet, href: "/credits", who: "member" },
  notifications: { icon: Bell, href: "/notifications", who: "member" },
  pricing: { icon: Tag, href: "/pricing" },
  settings: { icon: Settings, href: "/settings", who: "member" },
  ownKeys: { icon: KeyRound, href: "/settings/keys", who: "member" },
  programs: { icon: Code, href: "/settings/programs", who: "member" },
  notificationSettings: { icon: Bell, href: "/settings/notifications", who: "member" },
  signIn: { icon: LogIn, href: "/sign-in", who: "visitor" },
  signUp: { icon: UserPlus, href: "/sign-up", who: "visitor" },
  theme: { icon: Contrast, act: "theme" },
  language: { icon: Languages, act: "language" },
  keyboard: { icon: Keyboard, act: "keyboard" },
  tour: { icon: Route, href: "/create?tour=start", who: "member" },
  downloads: { icon: Download, href: "/downloads" },
  home: { icon: Home, href: "/" },
  terms: { icon: FileText, href: "/legal/terms" },
  privacy: { icon: Shield, href: "/legal/privacy" },
  refunds: { icon: ReceiptText, href: "/legal/refunds" },
  signOut: { icon: LogOut, act: "signOut", who: "member" },
} satisfies Record<string, CommandFacts>;

export type CommandId = keyof typeof facts;

export interface PaletteCommand extends CommandFacts {
  id: CommandId;
}

const ids = Object.keys(facts) as CommandId[];

/** Whether a text, from storage for one, names a command. */
export const isCommandId = (text: unknown): text is CommandId => ids.some((id) => id === text);

/** The commands for somebody who is signed in, or is not. */
export const commandsFor = (isMember: boolean): PaletteCommand[] =>
  ids
    .map((id): PaletteCommand => ({ id, ...facts[id] }))
    .filter(({ who }) => who === undefined || (who === "member") === isMember);
