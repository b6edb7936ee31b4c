// The helpers of `lib.mjs` let good pages pass and bad pages fail. Needs no Guildhall.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import {
  axe,
  byteBudget,
  gzipSizes,
  keyboardReaches,
  noHorizontalScroll,
  noThirdParty,
  openPage,
  startCity,
  viewports,
} from './lib.mjs';

const CSS = 'body { color: #222; background: #fff } '.repeat(200);
const DOT = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const document = (body, head = '') => `<!doctype html><html lang="en"><head><title>A page</title>
  <meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`;

const PAGES = {
  '/good': document(
    `<main><h1>Good</h1><p>Text that one can read.</p>
       <a href="/one">One</a> <button>Two</button></main>`,
    '<link rel="stylesheet" href="/style.css">',
  ),
  '/no-alternative': document('<main><h1>Bad</h1><img src="/dot.svg"></main>'),
  '/pale': document('<main><h1>Bad</h1><p style="color: #bbb">Hardly there.</p></main>'),
  '/framed': document('<main><h1>Bad</h1><iframe src="/good" title="Good"></iframe></main>'),
  '/foreign': document('<main><img alt="" src="http://elsewhere.example/x.png"></main>'),
  '/socket': document('<script>new WebSocket("ws://elsewhere.example/")</script>'),
  '/wide': document('<main><h1>Bad</h1><table style="width: 900px"><td>Wide</table></main>'),
  '/no-ring': document('<main><a id="target" href="/" style="outline: none">No ring</a></main>'),
  '/not-reached': document('<main><a href="/">First</a><div id="target">A button?</div></main>'),
  '/covered': document(`<main><a id="target" href="/">Covered</a></main>
    <div style="position: fixed; inset: 0; background: #fff"></div>`),
  '/outside': document('<a id="target" href="/" style="position: fixed; left: -900px">Away</a>'),
};

const city = { origin: undefined, lang: 'bg' };
let asked;
const server = createServer((request, response) => {
  asked = request.headers;
  const { pathname } = new URL(request.url, 'http://localhost');
  // As strict as the real one: helpers must work under it.
  const policy = `default-src 'self' http://elsewhere.example ws://elsewhere.example;
    script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'`.replace(/\s+/g, ' ');
  const send = (type, body, headers = {}) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', type);
    response.setHeader('content-length', Buffer.byteLength(body));
    response.writeHead(200, headers).end(body);
  };
  if (PAGES[pathname]) send('text/html; charset=utf-8', PAGES[pathname]);
  else if (pathname === '/style.css')
    send('text/css', gzipSync(CSS), { 'content-encoding': 'gzip' });
  else if (pathname === '/dot.svg') send('image/svg+xml', DOT);
  else response.writeHead(404).end();
});

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  city.origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Opens one of the pages above, uses it and closes it again. */
async function on(path, use, options) {
  const page = await openPage({ city, ...options });
  try {
    await page.goto(path);
    await use(page);
  } finally {
    await page.context().close();
  }
}

const fails = (action, message) => assert.rejects(action, { name: 'AssertionError', message });

test('axe passes a good page and reports what is wrong with a bad one', async () => {
  await on('/good', (page) => axe(page));
  await on('/no-alternative', (page) => fails(axe(page), /image-alt {2}img\n[^]*alt attribute/));
  await on('/pale', (page) => fails(axe(page), /color-contrast {2}p\n/));
  await on('/framed', (page) => fails(axe(page), /frames/));
});

test('axe works where scripts are switched off', async () => {
  const options = { javaScriptEnabled: false };
  await on('/good', (page) => axe(page), options);
  await on('/no-alternative', (page) => fails(axe(page), /image-alt/), options);
});

test('a page has the language, size and scripting it was opened with', async () => {
  await on('/good', async (page) => {
    assert.match(asked['accept-language'], /^bg/);
    assert.deepEqual(page.viewportSize(), viewports.desktop);
  });
  const options = { locale: 'en-GB', viewport: viewports.phone, javaScriptEnabled: false };
  await on('/socket', async (page) => {
    assert.match(asked['accept-language'], /^en-GB/);
    assert.equal(await page.evaluate(() => window.innerWidth), viewports.phone.width);
    await noThirdParty(page);
  }, options);
});

test('a request to another origin is noticed', async () => {
  await on('/good', (page) => noThirdParty(page));
  await on('/foreign', (page) => fails(noThirdParty(page), /elsewhere\.example\/x\.png/));
  await on('/socket', (page) => fails(noThirdParty(page), /ws:\/\/elsewhere\.example/));
  const unused = await openPage({ city });
  await fails(noThirdParty(unused), /nothing was requested/);
});

test('the keyboard reaches what it should, visibly', async () => {
  await on('/good', async (page) => assert.equal(await keyboardReaches(page, 'button'), 2));
  await on('/no-ring', (page) => fails(keyboardReaches(page, '#target'), /looks as without it/));
  await on('/covered', (page) => fails(keyboardReaches(page, '#target'), /covered/));
  await on('/outside', (page) => fails(keyboardReaches(page, '#target'), /outside of the window/));
  await on('/good', (page) => fails(keyboardReaches(page, '#nowhere'), /nothing matches/));
  await on('/not-reached', (page) =>
    fails(keyboardReaches(page, '#target', { presses: 5 }), /not reached with 5[^]*First/));
});

test('the keyboard helper works where scripts are switched off', () =>
  on('/good', (page) => keyboardReaches(page, 'button'), { javaScriptEnabled: false }));

test('a page that is wider than its window is noticed', async () => {
  const options = { viewport: viewports.zoomed };
  await on('/good', (page) => noHorizontalScroll(page), options);
  await on('/wide', (page) => fails(noHorizontalScroll(page), /900|9\d\d px[^]*<table/), options);
  await on('/wide', (page) => noHorizontalScroll(page), { viewport: viewports.desktop });
});

test('sizes are those of what was loaded', async () => {
  await on('/good', async (page) => {
    const sizes = await gzipSizes(page);
    const html = gzipSync(PAGES['/good'], { level: 9 }).length;
    assert.deepEqual(
      { files: sizes.document.files, gzip: sizes.document.gzip },
      { files: 1, gzip: html },
    );
    assert.equal(sizes.document.transferred, PAGES['/good'].length);
    assert.equal(sizes.css.gzip, gzipSync(CSS, { level: 9 }).length);
    assert.equal(sizes.css.transferred, gzipSync(CSS).length);
    assert.equal(sizes.js.files, 0);
    await fails(gzipSizes(page), /nothing was loaded/);
  });
});

test('sizes are known where scripts are switched off', () =>
  on('/good', async (page) => assert.equal((await gzipSizes(page)).css.files, 1), {
    javaScriptEnabled: false,
  }));

test('a budget is kept or not', async () => {
  await on('/good', (page) => byteBudget(page, { document: 5_000, css: 5_000, js: 0 }));
  await on('/good', (page) => fails(byteBudget(page, { css: 10 }), /css: \d+ bytes, limit 10/));
  await on('/good', (page) => fails(byteBudget(page, { csss: 10 }), /no such kind/));
});

/** A program that behaves as `guildhall serve` does, as far as the harness knows it. */
async function fakeServer(t, { extra = '' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-fake-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'guildhall.mjs');
  await writeFile(file, `#!${process.execPath}
    import { createServer } from 'node:http';
    const { GUILDHALL_DATA_DIR, GUILDHALL_DATABASE_URL, GUILDHALL_LISTEN, GREETING } = process.env;
    const server = createServer((_, response) => response.end(JSON.stringify(
      { GUILDHALL_DATA_DIR, GUILDHALL_DATABASE_URL, GREETING, args: process.argv.slice(2) })));
    ${extra}
    const [host, port] = GUILDHALL_LISTEN.split(':');
    server.listen(Number(port), host, () => {
      const origin = 'http://127.0.0.1:' + server.address().port;
      console.log('listening on ' + origin);
      setTimeout(() => console.log('set up at ' + origin + '/setup?token=abc-123'), 50);
    });
  `);
  await chmod(file, 0o755);
  return file;
}

test('a city is started with what it was given, and leaves nothing', async (t) => {
  const program = await fakeServer(t);
  const started = await startCity({ program, lang: 'bg', env: { GREETING: 'hello' } });
  const told = await (await fetch(started.origin)).json();
  assert.deepEqual(told, {
    GUILDHALL_DATA_DIR: started.dataDir,
    GREETING: 'hello',
    args: ['serve'],
  });
  assert.equal(await started.setupLink(), `${started.origin}/setup?token=abc-123`);
  assert.ok(existsSync(started.dataDir));
  await started.stop();
  assert.ok(!existsSync(started.dataDir));
  assert.throws(() => process.kill(started.pid, 0), { code: 'ESRCH' });
});

test('a city on PostgreSQL has a database of its own, dropped at the end', async (t) => {
  const program = await fakeServer(t);
  const started = await startCity({ program, database: 'postgres' });
  const url = (await (await fetch(started.origin)).json()).GUILDHALL_DATABASE_URL;
  const psql = (statement) =>
    promisify(execFile)(process.env.GUILDHALL_TEST_PSQL, ['-XAtd', url, '-c', statement]);
  const { stdout } = await psql('SELECT current_database()');
  assert.equal(stdout.trim(), new URL(url).pathname.slice(1));
  await started.stop();
  await assert.rejects(psql('SELECT 1'), /does not exist/);
});

test('a city that does not start, or does not end well, fails', async (t) => {
  const broken = await fakeServer(t, { extra: 'console.error("no licence"); process.exit(3);' });
  await fails(startCity({ program: broken }), /ended with 3[^]*no licence/);
  await fails(startCity({ program: '/nonexistent' }), /could not be started/);

  const panics = await fakeServer(t, { extra: 'console.error("main panicked at lib.rs:1");' });
  const panicked = await startCity({ program: panics });
  await fails(panicked.stop(), /panicked at lib\.rs/);

  const exits = await fakeServer(t, { extra: 'server.on("request", () => process.exit(0));' });
  const exited = await startCity({ program: exits });
  await fetch(exited.origin).catch(() => {});
  await fails(exited.printed(/never/), /ended with 0 before it printed/);
  await fails(exited.stop(), /ended with 0 before it was stopped/);
});
