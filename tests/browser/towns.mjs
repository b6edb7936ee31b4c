// Cities that speak with one another, and a story that is told in steps.

import assert from 'node:assert/strict';

import { startCity } from './city.mjs';
import { field } from './forms.mjs';
import { inspect, listen } from './inspect.mjs';
import { openPage } from './lib.mjs';
import * as life from './life.mjs';
import { sayer } from './words.mjs';

/** How long something may take to cross on a busy machine, in milliseconds. */
export const CROSSING = 60_000;

/** A city under a name that others can speak to, with its administrator signed in. */
export async function town(t, name, { database, lang, text }) {
  const city = await startCity({ database, lang });
  t.after(() => city.stop());
  const address = new URL(await city.setupLink());
  address.hostname = `${name}.localhost`;
  city.origin = address.origin;
  const scene = { city, lang, say: sayer(lang), text };
  const page = listen(await openPage({ city }));
  await page.goto(address.href);
  await field(page, scene.say('setup-origin')).fill(city.origin);
  await life.setUp(page, scene);
  return { ...scene, page, host: address.host };
}

/** Loads a page again and again until it shows what has to cross first, at least so often. */
export async function arrives(page, path, words, times = 1) {
  const end = Date.now() + CROSSING;
  for (;;) {
    await page.goto(path);
    if ((await page.getByText(words).count()) >= times) return;
    assert.ok(Date.now() < end, `${path} does not show “${words}”`);
    await page.waitForTimeout(150);
  }
}

/**
 * The steps of a story, which goes on from what went before: after a failure the rest would only repeat it. `look`
 * looks at a page closely; what is wrong with it fails the step, but only at its end.
 */
export function telling(t, lang) {
  let broken = false;
  const problems = [];
  const step = (name, body) =>
    t.test(name, { skip: broken && 'an earlier step failed' }, async () => {
      broken = true;
      await body();
      broken = false;
      const found = problems.splice(0);
      assert.ok(found.length === 0, found.join('\n\n'));
    });
  /** A step that leaves nothing behind for others. */
  const alone = (name, body) => t.test(name, { skip: broken && 'an earlier step failed' }, body);
  const look = async (page) => {
    try {
      await inspect(page, lang);
    } catch (error) {
      if (error.name !== 'AssertionError') throw error;
      problems.push(error.message);
    }
  };
  return { step, alone, look };
}
