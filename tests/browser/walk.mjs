// Walks through every page that somebody can reach by links from the home page.

import assert from 'node:assert/strict';

import { inspect } from './inspect.mjs';

/** How many pages of one kind are looked at: the second one may have what the first has not. */
const SAMPLES = { administrator: 2, member: 1, visitor: 1 };
/** Where a name stands in an address: after which word, and as which part. */
const NAMED = {
  communities: 1,
  messages: 1,
  people: 1,
  organisations: 1,
  invitations: 1,
  reset: 1,
  practices: 2,
  library: 2,
  discussions: 2,
};
const FIXED = new Set(['new', 'edit', 'history', 'versions']);
/** What the browser keeps instead of showing. */
const TABLE = /\.(csv|json|xlsx)$/;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Addresses that no link leads to, or that answer with something else than a page of their own. */
const UNLINKED = {
  everybody: [
    '/search', '/search?q=xyzzyqwv', '/practices?q=xyzzyqwv', '/communities?q=xyzzyqwv',
    '/people?q=xyzzyqwv', '/no/such/page',
  ],
  visitor: ['/sign-in', '/sign-up', '/settings', '/invitations/none', '/reset/none', '/setup'],
  member: ['/admin', '/discussions/new'],
  administrator: ['/admin/reports?state=decided', '/admin/people?q=xyzzyqwv'],
};

/** What each must come by; a page that loses its last link is missed here. */
const EVERYBODY = [
  '/', '/about', '/about/accessibility', '/about/licences', '/about/privacy', '/about/software',
  '/communities', '/communities/*', '/communities/*/about', '/communities/*/members',
  '/communities/*/practices', '/discussions/*/*', '/organisations', '/organisations/*', '/people',
  '/people/*', '/practices', '/practices/*/*', '/practices/*/history', '/practices/*/history/*',
  '/library', '/library/*/*',
];
const MEMBER = [
  ...EVERYBODY, '/bookmarks', '/communities/new', '/communities/*/discussions/new',
  '/communities/*/leave', '/communities/*/moderation', '/content/*/report', '/create',
  '/discussions/new', '/messages', '/notifications', '/practices/new', '/library/new',
  '/settings/account', '/settings/account/close', '/settings/account/email',
  '/settings/account/password', '/settings/moving', '/settings/people', '/settings/profile',
  '/settings/sessions',
];
const EXPECTED = {
  visitor: [...EVERYBODY, '/sign-in'],
  member: [
    ...MEMBER, '/discussions/*/edit', '/practices/*/edit', '/practices/*/versions/new',
    '/content/*/withdraw',
  ],
  administrator: [
    ...MEMBER, '/admin', '/admin/invitations', '/admin/jobs', '/admin/moving', '/admin/organisation',
    '/admin/people', '/admin/reports', '/admin/site', '/comments/*/edit',
    '/communities/*/members/*/appoint', '/communities/*/members/*/ban',
    '/communities/*/members/*/hand-over', '/communities/*/members/*/remove', '/communities/*/moving',
    '/communities/*/reports', '/communities/*/requests', '/communities/*/settings',
    '/communities/*/step-down', '/content/*/remove', '/messages/*',
  ],
};

/** Goes to every page and looks at each closely; fails with all that is wrong. */
export async function visitAll(page, { city, lang }, role, at) {
  const waiting = ['/', ...UNLINKED.everybody, ...UNLINKED[role], ...Object.values(at)];
  const origins = new Map();
  const known = new Set(waiting);
  const seen = new Map();
  const problems = [];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const kind = kindOf(path);
    if ((seen.get(kind) ?? 0) >= SAMPLES[role] && !UNLINKED.everybody.includes(path)) continue;
    if (TABLE.test(path.split('?')[0])) {
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      const table = await page.request.get(path);
      if (!table.ok()) problems.push(`${origins.get(path)} links to ${path}, which answers ${table.status()}`);
      continue;
    }
    const response = await page.goto(path);
    const status = response.status();
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    const own = kindOf(new URL(page.url()).pathname);
    seen.set(own, (seen.get(own) ?? 0) + 1);
    if (own !== kind) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    try {
      await inspect(page, lang);
    } catch (error) {
      if (error.name !== 'AssertionError') throw error;
      problems.push(error.message);
    }
    // What is kept as a file is no page.
    const links = await page.locator('a[href]:not([download]):not([href^="/files/"])').evaluateAll((all) => all.map((a) => a.href));
    for (const link of links) {
      const url = new URL(link);
      const next = url.pathname + url.search;
      if (url.origin !== city.origin || known.has(next)) continue;
      known.add(next);
      waiting.push(next);
      origins.set(next, path);
    }
    // What a page of the city links to must be there.
    if (status >= 400 && !mayBeMissing(path, role)) {
      problems.push(`${origins.get(path)} links to ${path}, which answers ${status}`);
    }
  }
  const missed = EXPECTED[role].filter((kind) => !seen.has(kind));
  assert.deepEqual(missed, [], `the ${role} does not come by`);
  assert.ok(problems.length === 0, `${seen.size} kinds of pages\n${problems.join('\n\n')}`);
}

function mayBeMissing(path, role) {
  const unlinked = [...UNLINKED.everybody, ...UNLINKED[role]];
  return unlinked.includes(path) || path.startsWith('/invitations/');
}

/** `/practices/019…/one-counter` is the page of any practice. */
function kindOf(address) {
  const [path] = address.split('?');
  const parts = path.split('/').slice(1);
  const kind = parts.map((part, index) => {
    if (ID.test(part) || /^\d+$/.test(part)) return '*';
    const isNamed = NAMED[parts[0]] === index && !FIXED.has(part);
    return isNamed ? '*' : part;
  });
  return `/${kind.join('/')}`;
}
