import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/entry/i18n.ts");

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // The arguments of server actions hold passwords.
  logging: { serverFunctions: false },
  // `npm run verify` checks the types of everything; a build that did so too would fail over a test file.
  typescript: { ignoreBuildErrors: true },
  // Fail points are compiled out of every build that does not ask for them by name.
  compiler: { define: { __FAIL_POINTS__: process.env.XINTU_BUILD_FAIL_POINTS === "1" ? "true" : "false" } },
  serverExternalPackages: [
    "sharp",
    "@node-rs/bcrypt",
    "pino",
    "postgres",
    "nodemailer",
    "ioredis",
    "inngest",
  ],
  async rewrites() {
    return [
      { source: "/health", destination: "/api/health" },
      { source: "/metrics", destination: "/api/metrics" },
    ];
  },
  async headers() {
    return [
      {
        source: "/(.*)",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        ],
      },
    ];
  },
};

export default withNextIntl(config);
