import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Vite's development server injects <style> and inline scripts, which the policy of the built page forbids. */
function withoutPolicyWhileDeveloping(): Plugin {
  return {
    name: "without-policy-while-developing",
    apply: "serve",
    transformIndexHtml: (html) =>
      html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
  };
}

export default defineConfig(({ mode }) => ({
  // Works from any folder of any host.
  base: "./",
  plugins: [react(), withoutPolicyWhileDeveloping()],
  resolve: {
    alias: { "@ballast/risk": fileURLToPath(new URL("wasm/pkg/ballast_wasm.js", import.meta.url)) },
    // The SDK is linked and has its own copy for its tests.
    dedupe: ["@solana/kit"],
  },
  // The SDK asks for it, and being linked it is not prepared as packages are.
  define: { "process.env.NODE_ENV": JSON.stringify(mode) },
  build: {
    target: "es2022",
    // A data: URL is not among what the policy lets the page fetch.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
}));
