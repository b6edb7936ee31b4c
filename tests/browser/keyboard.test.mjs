// Signing in, finding a community and writing in it with nothing but a keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keyboardReaches, openPage } from './lib.mjs';
import { refused, told } from './forms.mjs';
import { listen } from './inspect.mjs';
import * as life from './life.mjs';

test('the keyboard is enough', async (t) => {
  const scene = await life.newScene(t, { lang: 'en' });
  const { city, say, text } = scene;
  const admin = listen(await openPage({ city }));
  await admin.goto(await city.setupLink());
  await life.setUp(admin, scene);
  const community = await life.found(admin, scene);
  const question = await life.ask(admin, scene, community, text.question);

  // Scrolling slowly, a page is not yet where the focus is.
  const page = listen(await openPage({ city, reducedMotion: 'reduce' }));
  const { keyboard } = page;
  /** Goes to a link or button with Tab, from where one is, and presses Enter. */
  const enter = async (selector) => {
    const presses = await keyboardReaches(page, selector);
    await Promise.all([page.waitForEvent('load'), keyboard.press('Enter')]);
    return presses;
  };
  const type = async (selector, words) => {
    await keyboardReaches(page, selector);
    await keyboard.type(words);
  };
  const focused = (selector) =>
    page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

  await t.test('the first stop leads past the menus', async () => {
    await page.goto('/');
    assert.equal(await keyboardReaches(page, '.skip'), 1);
    await keyboard.press('Enter');
    await focused('#main');
    await keyboardReaches(page, 'main a, main input, main button', { presses: 1 });
  });

  await t.test('one signs in; after an error the summary has the focus', async () => {
    await page.goto('/');
    await enter('.site-head a[href="/sign-in"]');
    await type('main input[type="email"]', 'ruth');
    await Promise.all([page.waitForEvent('load'), keyboard.press('Enter')]);
    await refused(page, say, { [say('hall-password')]: say('error-required') });
    await focused('.err-summary');

    // Its link leads to the field, in which one can write at once.
    assert.equal(await keyboardReaches(page, '.err-summary a', { presses: 1 }), 1);
    await keyboard.press('Enter');
    await focused('main input');
    await page.goto('/sign-in');
    await type('main input[type="email"]', text.administrator.email);
    await type('main input[type="password"]', text.administrator.password);
    await enter('main button[type="submit"]');
    await told(page, say('signed-in'));
  });

  await t.test('one opens a community and a question in it', async () => {
    await enter('.site-nav a[href="/communities"]');
    await enter(`main a[href="${community}"]`);
    await enter(`main a[href="${question}"]`);
    await page.getByRole('heading', { level: 1, name: text.question.title }).waitFor();
  });

  await t.test('one writes a comment, and opens and closes its menu', async () => {
    await type('#reply textarea', 'Three mediators');
    await keyboard.press('Control+a');
    await keyboard.press('Control+b');
    assert.equal(await page.locator('#reply textarea').inputValue(), '**Three mediators**');
    await enter('#reply button[type="submit"]');
    await told(page, say('conversation-done-commented'));
    await page.locator('.prose strong', { hasText: 'Three mediators' }).waitFor();

    const menu = '.thread .post-actions summary';
    await keyboardReaches(page, menu);
    await keyboard.press('Enter');
    await page.locator('.thread details[open]').waitFor();
    await keyboardReaches(page, '.thread .menu a', { presses: 3 });
    await keyboard.press('Escape');
    await focused('.thread .post-actions summary');
    assert.equal(await page.locator('.thread details[open]').count(), 0);
  });

  await t.test('a slash leads to the search', async () => {
    await page.goto('/');
    await keyboard.press('/');
    await focused('.site-search input');
    await keyboard.type(text.community.name);
    await keyboard.press('Enter');
    await page.getByRole('main').getByRole('link', { name: text.community.name }).waitFor();
  });
});
