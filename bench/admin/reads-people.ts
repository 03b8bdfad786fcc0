import { listUsers } from "@/lib/accounts/admin/list";
import {
  listBelongings,
  listUserDevices,
  listUserImages,
  listUserKeys,
  listUserSessions,
} from "@/lib/registration/admin/belongings";
import { getUserProfile } from "@/lib/registration/admin/profile";
import { findAnything } from "@/lib/stats/finder/find";
import { type Read, season, world } from "./world";

const { ctx, busy } = world;
const users = (input: Parameters<typeof listUsers>[0]["input"]) => () => listUsers({ ctx: ctx(), input });

const belongings = [
  ["images", "img", listUserImages],
  ["sessions", "ses", listUserSessions],
  ["devices", "dev", listUserDevices],
  ["keys", "key", listUserKeys],
] as const;

export const peopleReads: readonly Read[] = [
  { page: "/admin/users", name: "newest", run: users({}) },
  { page: "/admin/users", name: "deep", run: users({ cursor: world.deep("usr", "joined") }) },
  { page: "/admin/users", name: "plan", run: users({ plan: "enterprise" }) },
  { page: "/admin/users", name: "role", run: users({ role: "auditor" }) },
  { page: "/admin/users", name: "status", run: users({ status: "suspended" }) },
  { page: "/admin/users", name: "plan and status", run: users({ plan: "pro", status: "deleted" }) },
  { page: "/admin/users", name: "signed up in 90 days", run: users({ by: "joined", ...season }) },
  { page: "/admin/users", name: "plan in 90 days", run: users({ plan: "pro", ...season }) },
  { page: "/admin/users", name: "were here in 90 days", run: users({ by: "active", ...season }) },
  { page: "/admin/users", name: "plan, were here", run: users({ by: "active", plan: "pro", ...season }) },
  { page: "/admin/users", name: "closed in 90 days", run: users({ by: "closed", ...season }) },
  { page: "/admin/users", name: "not closed", run: users({ status: "open" }) },
  { page: "/admin/users", name: "largest storage", run: users({ sort: "storage" }) },
  {
    page: "/admin/users",
    name: "largest storage, deep",
    run: users({ sort: "storage", cursor: world.deepStorage }),
  },
  { page: "/admin/users", name: "by id", run: users({ q: busy }) },
  { page: "/admin/users", name: "by e-mail", run: users({ q: "person4711@example.test" }) },
  { page: "/admin/users", name: "by part of a name", run: users({ q: "son 4711" }) },
  { page: "/admin/users", name: "by a common part", run: users({ q: "person" }) },
  { page: "/admin/users", name: "by nothing known", run: users({ q: "nobody-at-all" }) },
  {
    page: "/admin/users/:id",
    name: "profile, busy",
    run: () => getUserProfile({ ctx: ctx(), input: { userId: busy } }),
  },
  {
    page: "/admin/users/:id",
    name: "belongings, busy",
    run: () => listBelongings({ ctx: ctx(), input: { userId: busy } }),
  },
  ...belongings.flatMap(([name, prefix, list]) => [
    {
      page: "/admin/users/:id/:list",
      name: `${name}, busy`,
      run: () => list({ ctx: ctx(), input: { userId: busy } }),
    },
    {
      page: "/admin/users/:id/:list",
      name: `${name}, busy, deep`,
      run: () => list({ ctx: ctx(), input: { userId: busy, cursor: world.deep(prefix) } }),
    },
  ]),
  ...Object.entries(world.words).map(([name, q]) => ({
    page: "/admin/find",
    name: `by ${name}`,
    run: () => findAnything({ ctx: ctx(), input: { q } }),
  })),
];
