// Pages in a real browser, each with cookies and a cache of its own.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { chromium } from 'playwright-core';

import { watchTraffic } from './traffic.mjs';

/** Sizes worth testing. `zoomed` is what 1280 × 1024 leaves at 400 %, as WCAG 1.4.10 asks for. */
export const viewports = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 800 },
  zoomed: { width: 320, height: 256 },
};

const OWN_HOSTS = ['127.0.0.1', 'localhost', '*.localhost'];

const isRoot = process.getuid?.() === 0;
let launched;

// Registered for the file that imports this, so that its process can end.
after(async () => (await launched)?.close());

/**
 * Opens an empty page of a city: `page.goto('/people')` is relative to it.
 *
 * Every option of Playwright's `browser.newContext` may be given too, such as `colorScheme`,
 * `forcedColors`, `reducedMotion`, `isMobile`, or `storageState` of a page that signed in. The page
 * goes with its context: `await page.context().close()`, or with the end of the test file.
 *
 * @param {object} options
 * @param {{ origin: string, lang?: string }} options.city
 * @param {boolean} [options.javaScriptEnabled]
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {string} [options.locale] what the browser asks for in `Accept-Language`
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openPage({
  city,
  javaScriptEnabled = true,
  viewport = viewports.desktop,
  locale = city.lang ?? 'en',
  ...others
}) {
  assert.ok(city?.origin, 'openPage needs a city');
  const context = await (await browser()).newContext({
    baseURL: city.origin,
    javaScriptEnabled,
    viewport,
    locale,
    ...others,
  });
  const page = await context.newPage();
  await watchTraffic(page, city.origin);
  return page;
}

/** The one browser of this process, with an empty profile in a temporary folder. */
function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.GUILDHALL_CHROMIUM ?? '/usr/bin/chromium',
    // The sandbox refuses to work for root.
    chromiumSandbox: !isRoot,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page that asks for something elsewhere fails its test; nothing is to leave the machine.
      `--host-resolver-rules=MAP * ~NOTFOUND, ${OWN_HOSTS.map((host) => `EXCLUDE ${host}`).join(', ')}`,
    ],
  });
  return launched;
}
