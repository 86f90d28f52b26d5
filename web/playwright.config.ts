import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

// The built program is what a reader runs, so it is what is tested:
// ENTENTE_BIN names it, ENTENTE_CHROMIUM the browser; nothing is downloaded.
const bin = process.env.ENTENTE_BIN ?? fileURLToPath(new URL('../bin/entente', import.meta.url));
const chromium = process.env.ENTENTE_CHROMIUM ?? '/usr/bin/chromium';
const port = Number(process.env.ENTENTE_PORT ?? 8497);

for (const [what, path] of [['program', bin], ['browser', chromium]] as const) {
  if (!existsSync(path)) throw new Error(`The ${what} for the browser tests is not at ${path}.`);
}

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: chromium, args: ['--no-sandbox'] },
    trace: 'off',
  },
  webServer: {
    command: `"${bin}" serve --port ${port} --no-open`,
    url: `http://127.0.0.1:${port}/api/version`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
