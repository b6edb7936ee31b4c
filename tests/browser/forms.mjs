// Forms as a person uses them: fields by their labels, buttons by their words.

import assert from 'node:assert/strict';

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The field with this label; that it is optional may stand behind the label. */
export function field(page, label) {
  return page.getByLabel(new RegExp(`^\\s*${quoted(label)}(\\s*\\([^)]*\\))?\\s*$`));
}

/** The group of choices with this legend. */
export function group(page, legend) {
  return page.locator('fieldset').filter({
    has: page.locator('legend', { hasText: new RegExp(`^\\s*${quoted(legend)}(\\s*\\([^)]*\\))?\\s*$`) }),
  });
}

/** A choice by its own words: its hint, which may stand behind, is no part of them. */
export function choice(place, words) {
  return place.locator('label.choice').filter({
    has: place.page().locator('> span:not(.hint)', { hasText: new RegExp(`^\\s*${quoted(words)}\\s*$`) }),
  }).locator('input');
}

/** Presses a button of the main part of the page and waits for the page that answers. */
export async function press(page, words, { exact = true, within = page.locator('main') } = {}) {
  await within.getByRole('button', { name: words, exact }).click();
  // A click waits for the navigation it begins, not for its end.
  await page.waitForLoadState('load');
}

/** The one-time message at the top of the page. */
export async function told(page, text) {
  await page.locator('#flash').filter({ hasText: text }).waitFor();
}

/**
 * The page is the same form again with a summary of errors, which has the focus; every error of it
 * leads to a field and stands beside that field too, which says that it is wrong.
 *
 * @param {Record<string, string>} expected texts of errors by the labels of their fields
 */
export async function refused(page, say, expected) {
  const summary = page.locator('.err-summary');
  await summary.waitFor();
  if (await page.evaluate(() => matchMedia('(scripting: enabled)').matches)) {
    await page.waitForFunction(() => document.activeElement?.matches('.err-summary'));
  }
  const links = await summary.getByRole('link').evaluateAll((all) =>
    all.map((link) => {
      const target = document.getElementById(link.hash.slice(1));
      const error = document.getElementById(`${link.hash.slice(1)}-err`);
      const described = target?.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '';
      return {
        text: link.textContent.trim(),
        beside: error?.textContent ?? 'nothing',
        focusable: target?.matches('input, select, textarea') ?? false,
        announced: described.split(' ').includes(error?.id),
      };
    }),
  );
  for (const { text, beside, focusable, announced } of links) {
    assert.ok(beside.includes(text), `“${text}” does not stand beside its field, but ${beside}`);
    assert.ok(focusable, `“${text}” leads to no field`);
    assert.ok(announced, `the field of “${text}” does not refer to its error`);
  }
  assert.equal(
    await summary.getByRole('heading').innerText(),
    say('form-errors', { n: links.length }),
  );
  for (const [label, text] of Object.entries(expected)) {
    const box = page.locator('.field-bad').filter({ has: page.locator('.label, legend', { hasText: label }) });
    await box.first().locator('.err', { hasText: text }).waitFor();
  }
}
