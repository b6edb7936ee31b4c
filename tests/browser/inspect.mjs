// Everything that must be true of every page of a city, asked of one page.

import assert from 'node:assert/strict';

import { axe, noHorizontalScroll } from './checks.mjs';
import { viewports } from './page.mjs';
import { noThirdParty } from './traffic.mjs';
import { foreignWords } from './words.mjs';

const NARROW = [viewports.phone.width, viewports.zoomed.width];
/** What a page does not show in this time, in milliseconds, it does not show. */
const PATIENCE = 15_000;
const complaints = new WeakMap();

/** Notes what the browser complains about on a page: exceptions and refusals of the policy. */
export function listen(page) {
  const heard = [];
  page.setDefaultTimeout(PATIENCE);
  complaints.set(page, heard);
  page.on('pageerror', (error) => heard.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // That a resource answered 404 is no fault of a page that says so.
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) {
      heard.push(`${page.url()}: ${text}`);
    }
  });
  return page;
}

/**
 * Fails with everything that is wrong with the page as it stands: WCAG by axe, requests elsewhere,
 * wider than a phone or than 400 % of zoom leaves, the language of the page and of its words,
 * headings, titles and ids.
 */
export async function inspect(page, lang) {
  const problems = [];
  const attempt = async (check) => {
    try {
      await check();
    } catch (error) {
      if (error.name !== 'AssertionError') throw error;
      problems.push(error.message);
    }
  };
  const said = await page.evaluate(whatIsSaid);
  await attempt(() => assert.equal(said.lang, lang, 'the language of the page'));
  await attempt(() => assert.notEqual(said.title, '', 'the page has no title'));
  await attempt(() => assert.equal(said.headings, 1, 'a page has one first heading'));
  await attempt(() => assert.deepEqual(said.twice, [], 'ids that stand twice'));
  await attempt(() => assert.deepEqual(said.nowhere, [], 'what points to no element'));
  await attempt(() => assert.deepEqual(misplaced(said.texts), [], 'words in the wrong language'));
  await attempt(() => assert.deepEqual(complaints.get(page) ?? [], [], 'the browser complained'));
  await attempt(() => noThirdParty(page));
  await attempt(() => axe(page));
  const size = page.viewportSize();
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: viewports.phone.height });
    await attempt(() => noHorizontalScroll(page));
  }
  await page.setViewportSize(size);
  const place = `${new URL(page.url()).pathname} (${lang})`;
  assert.ok(problems.length === 0, `${place}:\n${problems.join('\n')}`);
}

function misplaced(texts) {
  const ours = texts.filter(({ lang }) => ['bg', 'en'].includes(lang));
  const found = ours.flatMap(({ text, lang }) =>
    foreignWords(text, lang).map((what) => `${what} in “${text}”`),
  );
  return [...new Set(found)];
}

/** Every piece of text and every spoken attribute with the language it claims. Runs in the page. */
function whatIsSaid() {
  const texts = [];
  const note = (text, element) => {
    const trimmed = text?.trim();
    if (trimmed) texts.push({ text: trimmed, lang: element.closest('[lang]')?.lang ?? '' });
  };
  note(document.title, document.documentElement);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    // Names of software, and what was typed by somebody.
    if (!element.closest('code, kbd, script, style, textarea, [translate="no"]')) {
      note(walker.currentNode.data, element);
    }
  }
  for (const element of document.body.querySelectorAll('*')) {
    const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'data-confirm', 'data-yes', 'data-l'];
    for (const name of spoken) {
      note(element.getAttribute(name), element);
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const known = new Set(ids);
  const nowhere = [];
  for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'href']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name);
      if (name === 'href' && !value.startsWith('#')) continue;
      const missing = value.replace(/^#/, '').split(/\s+/).filter((id) => id && !known.has(id));
      nowhere.push(...missing.map((id) => `${name}="${id}"`));
    }
  }
  return {
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll('h1').length,
    twice: ids.filter((id, index) => ids.indexOf(id) !== index),
    nowhere: [...new Set(nowhere)],
    texts,
  };
}
