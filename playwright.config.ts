import { defineConfig, devices } from "@playwright/test";

const baseURL = process.env.E2E_BASE_URL;
if (!baseURL) throw new Error("These tests need a server of their own: run them with `npm run test:e2e`.");

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e-artifacts",
  forbidOnly: true,
  fullyParallel: true,
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Without a UTF-8 locale Chromium calls every file with a Chinese name just "download".
      env: { ...process.env, LANG: "C.UTF-8" },
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
});
