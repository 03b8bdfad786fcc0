import {
  Clock,
  Compass,
  Image,
  type LucideIcon,
  Paintbrush,
  Settings,
  Sparkles,
  Tag,
  Wallet,
} from "lucide-react";

interface ShellLink {
  href: string;
  /** A message of the namespace `shell`. */
  key: "explore" | "create" | "edit" | "library" | "history" | "credits" | "pricing" | "settings";
  icon: LucideIcon;
}

const explore: ShellLink = { href: "/explore", key: "explore", icon: Compass };
const create: ShellLink = { href: "/create", key: "create", icon: Sparkles };
const edit: ShellLink = { href: "/edit", key: "edit", icon: Paintbrush };
const library: ShellLink = { href: "/library", key: "library", icon: Image };
const history: ShellLink = { href: "/history", key: "history", icon: Clock };
const credits: ShellLink = { href: "/credits", key: "credits", icon: Wallet };
const pricing: ShellLink = { href: "/pricing", key: "pricing", icon: Tag };
const settings: ShellLink = { href: "/settings", key: "settings", icon: Settings };

/** The top bar of wide screens; credits and settings are reached from its right end. */
export const topLinks = [explore, create, edit, library, history];
/** The bottom bar of phones; the balance in the header leads to the credits. */
export const tabLinks = [explore, create, library, history, settings];
/** The account menu; editing and prices are here too, because the bar of phones has no room for them. */
export const accountLinks = [edit, credits, pricing, settings];

/** Whether a page belongs to a link: itself or something below it. */
export const isWithin = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);
