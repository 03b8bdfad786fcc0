import {
  Activity,
  ChartLine,
  CircleDollarSign,
  ImageIcon,
  LayoutDashboard,
  type LucideIcon,
  Palette,
  Plug,
  ServerCog,
  Users,
} from "lucide-react";

/** A message of the namespace `admin.nav`. */
type Key =
  | "overview"
  | "users"
  | "generations"
  | "uncertain"
  | "content"
  | "review"
  | "words"
  | "styles"
  | "vendors"
  | "models"
  | "money"
  | "orders"
  | "refunds"
  | "products"
  | "ledger"
  | "differences"
  | "stats"
  | "system"
  | "audit"
  | "switches"
  | "announcements"
  | "jobs"
  | "deliveries";

export interface PanelLink {
  href: string;
  key: Key;
}
export interface PanelSection extends PanelLink {
  icon: LucideIcon;
  /** Its pages, when it has several; the section itself leads to the first. */
  pages?: readonly PanelLink[];
  /** Where its records stand, when that is under none of its pages. */
  records?: string;
}

/** Every page of the panel that is reached without a record. */
export const panelSections: readonly PanelSection[] = [
  { href: "/admin", key: "overview", icon: LayoutDashboard },
  { href: "/admin/users", key: "users", icon: Users },
  {
    href: "/admin/generations",
    key: "generations",
    icon: Activity,
    pages: [{ href: "/admin/generations/uncertain", key: "uncertain" }],
  },
  {
    href: "/admin/review",
    key: "content",
    icon: ImageIcon,
    records: "/admin/content/images",
    pages: [
      { href: "/admin/review", key: "review" },
      { href: "/admin/content", key: "words" },
    ],
  },
  { href: "/admin/styles", key: "styles", icon: Palette },
  {
    href: "/admin/vendors",
    key: "vendors",
    icon: Plug,
    pages: [{ href: "/admin/vendors/models", key: "models" }],
  },
  {
    href: "/admin/money/orders",
    key: "money",
    icon: CircleDollarSign,
    pages: [
      { href: "/admin/money/orders", key: "orders" },
      { href: "/admin/money/refunds", key: "refunds" },
      { href: "/admin/money/products", key: "products" },
      { href: "/admin/money/differences", key: "differences" },
      { href: "/admin/money/ledger", key: "ledger" },
    ],
  },
  { href: "/admin/stats", key: "stats", icon: ChartLine },
  {
    href: "/admin/system/audit",
    key: "system",
    icon: ServerCog,
    pages: [
      { href: "/admin/system/audit", key: "audit" },
      { href: "/admin/system/jobs", key: "jobs" },
      { href: "/admin/system/deliveries", key: "deliveries" },
      { href: "/admin/system/switches", key: "switches" },
      { href: "/admin/system/announcements", key: "announcements" },
    ],
  },
];

/** Links under whose address other pages stand: they are here only for themselves. */
const alone: readonly string[] = ["/admin", "/admin/content"];

/** Whether a page stands under a link. */
export const isHere = (pathname: string, href: string): boolean =>
  pathname === href || (!alone.includes(href) && pathname.startsWith(`${href}/`));
