// Everything a browser test needs, in one import.
//
//     import { test } from 'node:test';
//     import { axe, noThirdParty, openPage, startCity } from './lib.mjs';
//
//     test('the home page', async (t) => {
//       const city = await startCity({ database: 'postgres', lang: 'bg' });
//       t.after(() => city.stop());
//       const page = await openPage({ city, viewport: viewports.phone });
//       await page.goto('/');
//       await axe(page);
//       await noThirdParty(page);
//     });
//
// `cargo xtask test --only browser` brings the programs and runs every `*.test.mjs`. Each helper
// throws an `AssertionError` that says what is wrong; `harness.test.mjs` proves that it does.

export { startCity } from './city.mjs';
export { openPage, viewports } from './page.mjs';
export { axe, keyboardReaches, noHorizontalScroll } from './checks.mjs';
export { byteBudget, gzipSizes, noThirdParty } from './traffic.mjs';
