// What a first visit costs, in bytes after gzip; fonts are compressed as they are.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { byteBudget, openPage, viewports } from './lib.mjs';
import * as life from './life.mjs';

const LIMITS = { document: 30_000, css: 20_000, js: 12_000 };
const FONTS_BEFORE_PAINT = 50_000;

test('pages stay within their budget of bytes', async (t) => {
  for (const lang of ['bg', 'en']) {
    const scene = await life.newScene(t, { lang });
    const { city, text } = scene;
    const admin = await openPage({ city });
    await admin.goto(await city.setupLink());
    await life.setUp(admin, scene);
    const community = await life.found(admin, scene);
    const question = await life.ask(admin, scene, community, text.question);
    for (let n = 0; n < 5; n += 1) await life.reply(admin, scene, `${n}. ${text.answer}`);
    const practice = await life.describe(admin, scene);
    const storageState = await admin.context().storageState();

    const pages = {
      visitor: ['/', '/practices', '/communities', community, question, practice, '/sign-in'],
      administrator: [
        '/', question, '/practices/new', '/communities/new', '/settings/profile', '/admin/site',
        '/admin/organisation',
      ],
    };
    for (const [role, paths] of Object.entries(pages)) {
      for (const path of paths) {
        const name = path.replace(/\/[0-9a-f-]{36}.*/, '');
        await t.test(`${name} for the ${role} (${lang})`, async () => {
          // A context of its own has an empty cache.
          const page = await openPage({
            city,
            viewport: viewports.phone,
            ...(role === 'administrator' && { storageState }),
          });
          const early = preloaded(page);
          await page.goto(path);
          const sizes = await byteBudget(page, LIMITS);
          assert.equal(sizes.document.files, 1);
          const fonts = await early();
          assert.ok(fonts <= FONTS_BEFORE_PAINT, `${fonts} bytes of fonts before the first paint`);
          await page.context().close();
        });
      }
    }
  }
});

/** Counts the bytes of fonts that a page asks for before it is painted: those it preloads. */
function preloaded(page) {
  const fonts = new Map();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'font') fonts.set(response.url(), response);
  });
  return async () => {
    const hrefs = await page
      .locator('link[rel="preload"][as="font"]')
      .evaluateAll((links) => links.map((link) => link.href));
    const sizes = hrefs.map(async (href) => {
      assert.ok(fonts.has(href), `${href} is preloaded but not asked for`);
      return (await fonts.get(href).body()).length;
    });
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
}
