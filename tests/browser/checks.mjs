// What must be true of every page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails on every violation of WCAG 2.2 AA that axe finds, with its rule, its elements and what to
 * do. Axe finds a minority of what may be wrong; it never replaces trying a page.
 */
export async function axe(page) {
  // Axe would need to be put into each frame, and a page of ours has none.
  assert.equal(page.frames().length, 1, 'axe does not look into frames');
  const scripted = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  if (!scripted) await page.evaluate(timersAsPromises);
  // As an expression it is no script of the page, and the page's security policy lets it pass.
  if (!(await page.evaluate('typeof window.axe === "object"'))) {
    await page.evaluate(`${await readFile(AXE, 'utf8')}; undefined`);
  }
  const { passes, violations } = await page.evaluate(
    ([values, preload]) => window.axe.run(document, { runOnly: { type: 'tag', values }, preload }),
    [RULES, scripted],
  );
  assert.ok(passes.length + violations.length > 0, 'axe found nothing to check');
  const report = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}  ${node.target.join(' ')}\n${indented(node.failureSummary)}`,
    ),
  );
  assert.ok(report.length === 0, `${page.url()}: axe found\n${report.join('\n')}`);
}

/**
 * Presses Tab, from where the focus is, until an element that matches `selector` has it; fails when
 * none does, or when one cannot see that it does: outside of the window, covered, or looking just
 * as without the focus (WCAG 2.1.1, 2.4.7, 2.4.11).
 *
 * Returns how often Tab was pressed.
 */
export async function keyboardReaches(page, selector, { presses = 100 } = {}) {
  const candidates = await page.locator(selector).elementHandles();
  assert.ok(candidates.length > 0, `nothing matches ${selector}`);
  const before = await Promise.all(candidates.map((candidate) => candidate.evaluate(appearance)));
  const passed = [];
  for (let press = 1; press <= presses; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluateHandle(() => document.activeElement);
    const same = await Promise.all(
      candidates.map((candidate) => candidate.evaluate((one, other) => one === other, focused)),
    );
    const index = same.indexOf(true);
    if (index < 0) {
      passed.push(await focused.evaluate((element) => element?.outerHTML.slice(0, 80)));
      continue;
    }
    const problem = await candidates[index].evaluate(whyFocusIsHidden);
    assert.equal(problem, '', `${selector} has the focus, but ${problem}`);
    assert.ok(
      await looksDifferent(candidates[index], before[index]),
      `${selector} has the focus, but looks as without it`,
    );
    return press;
  }
  const others = indented(passed.join('\n'));
  return assert.fail(`${selector} was not reached with ${presses} × Tab, which passed\n${others}`);
}

/** Fails when the page is wider than the window, and names what stands out (WCAG 1.4.10). */
export async function noHorizontalScroll(page) {
  const { wide, available, elements } = await page.evaluate(() => {
    const root = document.documentElement;
    const right = (element) => element.getBoundingClientRect().right + window.scrollX;
    const outside = [...document.body.querySelectorAll('*')].filter(
      (element) => right(element) > root.clientWidth + 1,
    );
    return {
      wide: Math.max(root.scrollWidth, document.scrollingElement.scrollWidth),
      available: root.clientWidth,
      elements: outside.slice(0, 10).map((element) => element.outerHTML.slice(0, 80)),
    };
  });
  assert.ok(available > 0, 'the page has no width');
  const names = indented(elements.join('\n'));
  assert.ok(
    wide <= available,
    `${page.url()} is ${wide} px wide in a window of ${available} px\n${names}`,
  );
}

/**
 * Where scripts are switched off, promises go on but timers never fire, and axe would wait for them
 * for ever. Its short ones only yield to others; its long ones give up on what is not used here.
 * Runs in the page.
 */
function timersAsPromises() {
  window.setTimeout = (callback, delay = 0, ...values) => {
    if (delay < 1000) Promise.resolve().then(() => callback(...values));
    return 0;
  };
}

/** What a focus indicator may change. Runs in the page. */
function appearance(element) {
  const style = getComputedStyle(element);
  const properties = [
    'outlineStyle',
    'outlineWidth',
    'outlineColor',
    'boxShadow',
    'borderColor',
    'borderWidth',
    'backgroundColor',
    'color',
    'textDecoration',
  ];
  const ring = style.outlineStyle === 'none' ? properties.slice(3) : properties;
  return JSON.stringify(ring.map((property) => [property, style[property]]));
}

/** An indicator may come with a transition, so it is given a second. */
async function looksDifferent(element, before) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if ((await element.evaluate(appearance)) !== before) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Why one cannot see an element, or nothing. Runs in the page. */
function whyFocusIsHidden(element) {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (style.visibility !== 'visible' || Number(style.opacity) === 0) return 'is invisible';
  if (box.width < 2 || box.height < 2) return 'has no size';
  const left = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  const right = Math.min(box.right, window.innerWidth);
  const bottom = Math.min(box.bottom, window.innerHeight);
  if (right <= left || bottom <= top) return 'is outside of the window';
  for (const x of [0.1, 0.5, 0.9]) {
    for (const y of [0.1, 0.5, 0.9]) {
      const hit = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
      const label = hit?.closest('label');
      if (element.contains(hit) || label?.contains(element)) return '';
    }
  }
  return 'is covered by something else';
}

function indented(text) {
  return text.replace(/^/gm, '    ');
}
