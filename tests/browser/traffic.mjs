// What a page asks for: from whom, and how much of it.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';

/** Our words for Chromium's. */
const KINDS = {
  document: 'document',
  stylesheet: 'css',
  script: 'js',
  font: 'font',
  image: 'image',
};
const WITHOUT_BODY = new Set([204, 205, 304]);

/** For each context: the city's origin, requests to others, and measurements under way. */
const watched = new WeakMap();

/** Writes down what the pages of a new context ask for. `openPage` calls it. */
export async function watchTraffic(page, origin) {
  const context = page.context();
  const record = { origin, requests: 0, foreign: [], measured: [] };
  watched.set(context, record);
  const note = (url) => {
    record.requests += 1;
    if (isForeign(url, origin)) record.foreign.push(url);
  };
  context.on('request', (request) => note(request.url()));
  context.on('requestfinished', (request) => {
    // A failure is kept for whoever asks for sizes; without this it would end the process.
    const measurement = measure(request);
    measurement.catch(() => {});
    record.measured.push(measurement);
  });
  // Playwright tells of a socket when it connects. One that cannot was asked for all the same.
  const session = await context.newCDPSession(page);
  session.on('Network.webSocketCreated', ({ url }) => note(url));
  await session.send('Network.enable');
}

/**
 * Fails when anything was asked of another origin since the page's context was opened.
 *
 * Forms of `data:` and `blob:` come from the page itself and are not requests.
 */
export async function noThirdParty(page) {
  const { origin, requests, foreign } = recordOf(page);
  assert.ok(requests > 0, 'nothing was requested yet, so nothing can be said about it');
  assert.deepEqual([...new Set(foreign)], [], `requests to others than ${origin}`);
}

/**
 * What was loaded since the page was opened, or since the last call, by kind: `document`, `css`,
 * `js`, `font`, `image`, `other`.
 *
 * Each kind has `files`; `transferred`, the bytes of bodies as they came over the wire; and `gzip`,
 * the bytes they have when compressed here, which does not depend on what the server negotiated.
 * Formats that are compressed already count as they are. Files from the browser's cache count too,
 * with nothing transferred.
 */
export async function gzipSizes(page) {
  const record = recordOf(page);
  // Not "networkidle": a page that listens for events is never idle.
  await page.waitForLoadState('load');
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  const sizes = {};
  for (const kind of [...Object.values(KINDS), 'other']) {
    sizes[kind] = { files: 0, transferred: 0, gzip: 0 };
  }
  const measurements = await Promise.all(record.measured.splice(0));
  assert.ok(measurements.length > 0, 'nothing was loaded yet');
  for (const { kind, transferred, gzip } of measurements) {
    sizes[kind].files += 1;
    sizes[kind].transferred += transferred;
    sizes[kind].gzip += gzip;
  }
  return sizes;
}

/**
 * Fails when a kind has more bytes under `gzip` than its limit, as in
 * `byteBudget(page, { document: 30_000, css: 20_000, js: 12_000 })`; returns the sizes.
 */
export async function byteBudget(page, limits) {
  const sizes = await gzipSizes(page);
  const over = [];
  for (const [kind, limit] of Object.entries(limits)) {
    assert.ok(sizes[kind], `no such kind: ${kind}`);
    if (sizes[kind].gzip > limit) over.push(`${kind}: ${sizes[kind].gzip} bytes, limit ${limit}`);
  }
  assert.deepEqual(over, [], `${page.url()} is over its budget`);
  return sizes;
}

async function measure(request) {
  const response = await request.response();
  const status = response?.status() ?? 0;
  const kind = KINDS[request.resourceType()] ?? 'other';
  const isRedirect = status >= 300 && status < 400;
  if (!response || isRedirect || WITHOUT_BODY.has(status)) {
    return { kind, transferred: 0, gzip: 0 };
  }
  const [body, sizes] = await Promise.all([response.body(), request.sizes()]);
  const gzip = Math.min(body.length, gzipSync(body, { level: 9 }).length);
  return { kind, transferred: sizes.responseBodySize, gzip };
}

function isForeign(address, origin) {
  const url = new URL(address);
  if (['data:', 'blob:', 'about:'].includes(url.protocol)) return false;
  return url.origin.replace(/^ws/, 'http') !== origin;
}

function recordOf(page) {
  const record = watched.get(page.context());
  assert.ok(record, 'the page was not opened by openPage');
  return record;
}
