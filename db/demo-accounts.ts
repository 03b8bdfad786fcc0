/** The people of a demo, one of each plan and an admin; the seed creates them, the sign-in page offers them. */
export const demoAccounts = [
  { email: "demo@xintu.local", username: "demo", password: "xintu-demo", plan: "free", role: "user" },
  { email: "pro@xintu.local", username: "pro", password: "xintu-demo", plan: "pro", role: "user" },
  {
    email: "enterprise@xintu.local",
    username: "enterprise",
    password: "xintu-demo",
    plan: "enterprise",
    role: "user",
  },
  {
    email: "admin@xintu.local",
    username: "admin",
    password: "xintu-demo",
    plan: "enterprise",
    role: "admin",
  },
] as const;
