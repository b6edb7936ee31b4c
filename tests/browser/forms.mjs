// Forms as a person uses them: fields by their labels, buttons by their words.

import assert from 'node:assert/strict';

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const whole = (text) => new RegExp(`^\\s*${quoted(text)}\\s*$`);
/** The words of a label; that the field is optional may stand behind them. */
const labelled = (text) => new RegExp(`^\\s*${quoted(text)}(\\s*\\([^)]*\\))?\\s*$`);

/** The field with this label. */
export function field(page, label) {
  return page.getByLabel(labelled(label));
}

/** The group of choices with this legend. */
export function group(page, legend) {
  const words = page.locator('legend', { hasText: labelled(legend) });
  return page.locator('fieldset').filter({ has: words });
}

/** A choice by its own words: its hint, which may stand behind, is no part of them. */
export function choice(place, words) {
  const page = place.page?.() ?? place;
  const said = page.locator('> span:not(.hint)', { hasText: whole(words) });
  return place.locator('label.choice').filter({ has: said }).locator('input');
}

/** Presses a button of the main part of the page and waits for the page that answers. */
export async function press(page, words, { exact = true, within = page.locator('main') } = {}) {
  const button = within.getByRole('button', { name: words, exact });
  await Promise.all([page.waitForEvent('load'), button.click()]);
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
    all.flatMap((link) => {
      const target = document.getElementById(link.hash.slice(1));
      // What is wrong with the whole form stands beside no field.
      if (target?.matches('form')) return [];
      const error = document.getElementById(`${link.hash.slice(1)}-err`);
      const describing = target?.closest('[aria-describedby]')?.getAttribute('aria-describedby');
      return {
        text: link.textContent.trim(),
        // Without the word “Error:”, which only screen readers say.
        beside: error?.querySelector('span')?.lastChild.textContent.trim() ?? 'nothing',
        focusable: target?.matches('input, select, textarea') ?? false,
        announced: (describing ?? '').split(' ').includes(error?.id),
      };
    }),
  );
  for (const { text, beside, focusable, announced } of links) {
    // The summary may say which field it is.
    assert.ok(text.endsWith(beside), `“${text}” does not stand beside its field, but “${beside}”`);
    assert.ok(focusable, `“${text}” leads to no field`);
    assert.ok(announced, `the field of “${text}” does not refer to its error`);
  }
  assert.equal(
    await summary.getByRole('heading').innerText(),
    say('form-errors', { n: await summary.getByRole('listitem').count() }),
  );
  const beside = await page.locator('.field-bad').evaluateAll((all) =>
    all.map((box) => [
      box.querySelector('.label, legend')?.textContent ?? '',
      box.querySelector('.err')?.textContent,
    ]),
  );
  for (const [label, text] of Object.entries(expected)) {
    const error = beside.find(([words]) => words.startsWith(label))?.[1] ?? 'nothing';
    assert.ok(error.includes(text), `beside “${label}” stands ${error}, not “${text}”`);
  }
}
