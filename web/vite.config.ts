import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const outDir = fileURLToPath(new URL('../internal/web/dist', import.meta.url));

/** The program embeds outDir; its placeholder is committed and must outlive every build. */
const kept = 'placeholder.html';

function emptyButKeep(): Plugin {
  return {
    name: 'empty-but-keep',
    apply: 'build',
    async buildStart() {
      const names = await readdir(outDir).catch(() => [] as string[]);
      const stale = names.filter((name) => name !== kept);
      await Promise.all(stale.map((name) => rm(path.join(outDir, name), { recursive: true })));
    },
  };
}

const api = process.env.ENTENTE_API ?? 'http://127.0.0.1:8420';

export default defineConfig({
  plugins: [svelte(), emptyButKeep()],
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    // The program answers loopback requests of its own origin only.
    proxy: { '/api': { target: api, changeOrigin: true, headers: { origin: api } } },
  },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
