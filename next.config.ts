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
  compiler: {
    define: {
      __FAIL_POINTS__: process.env.XINTU_BUILD_FAIL_POINTS === "1" ? "true" : "false",
      // The development server serves changing files under names that a service worker would keep.
      __SERVICE_WORKER__: process.env.NODE_ENV === "production" ? "true" : "false",
    },
  },
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
      { source: "/offline", destination: "/offline.html" },
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
      {
        // A worker that a cache holds back would hold back its own repair.
        source: "/sw.js",
        headers: [
          { key: "Cache-Control", value: "no-cache" },
          { key: "Content-Type", value: "text/javascript; charset=utf-8" },
          { key: "Content-Security-Policy", value: "default-src 'self'; script-src 'self'" },
        ],
      },
      { source: "/offline.html", headers: [{ key: "Cache-Control", value: "no-cache" }] },
    ];
  },
};

export default withNextIntl(config);
