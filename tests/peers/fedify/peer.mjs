// A small server made with Fedify: one person, who does what a test tells her over `/control`.
//
//     node peer.mjs --scheme cavage|rfc9421
//
// It prints one line of JSON with its addresses when it listens, and ends with its standard input.
// Signing, verifying, WebFinger and JSON-LD are Fedify's. What is delivered in the other scheme than the
// chosen one is answered with 401, so that whoever is heard has spoken in the right one.

import dns from 'node:dns';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

import { MemoryKvStore, createFederation, generateCryptoKeyPair } from '@fedify/fedify';
import {
  Accept, Activity, Create, Delete, Endpoints, Follow, Like, Note, PUBLIC_COLLECTION, Person,
  Tombstone, Undo, Update, isActor,
} from '@fedify/vocab';
import { Temporal } from '@js-temporal/polyfill';

const NAME = 'petra';
const { scheme } = parseArgs({ options: { scheme: { type: 'string', default: 'cavage' } } }).values;

// Not every system knows that names under `localhost` are this machine.
const { lookup } = dns;
dns.lookup = (host, options, done) =>
  lookup(host.endsWith('.localhost') ? '127.0.0.1' : host, options, done);

/** What was received and believed, and what was delivered and how it was answered. */
const log = { received: [], refused: 0, delivered: [] };
const notes = new Map();
const followers = new Map();

const schemeOf = (headers) => (headers.has('signature-input') ? 'rfc9421' : 'cavage');

const { fetch: plainFetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const answer = await plainFetch(request);
  if (request.method === 'POST') {
    const { status } = answer;
    log.delivered.push({ to: request.url, scheme: schemeOf(request.headers), status });
  }
  return answer;
};

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://fedify.localhost:${server.address().port}`;

const federation = createFederation({
  kv: new MemoryKvStore(),
  origin,
  allowPrivateAddress: true,
  firstKnock: scheme === 'rfc9421' ? 'rfc9421' : 'draft-cavage-http-signatures-12',
});

let keys;
federation
  .setActorDispatcher('/people/{identifier}', async (ctx, name) => {
    if (name !== NAME) return null;
    const pairs = await ctx.getActorKeyPairs(name);
    return new Person({
      id: ctx.getActorUri(name),
      preferredUsername: name,
      name: 'Petra of the other house',
      inbox: ctx.getInboxUri(name),
      outbox: ctx.getOutboxUri(name),
      followers: ctx.getFollowersUri(name),
      endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  })
  .setKeyPairsDispatcher(async () => {
    keys ??= Promise.all(['RSASSA-PKCS1-v1_5', 'Ed25519'].map((kind) => generateCryptoKeyPair(kind)));
    return keys;
  });
federation.setOutboxDispatcher('/people/{identifier}/outbox', () => ({ items: [] }));
federation.setFollowersDispatcher('/people/{identifier}/followers', () => ({
  items: [...followers.values()],
}));
federation.setObjectDispatcher(Note, '/notes/{number}', (_, { number }) => notes.get(number) ?? null);

federation
  .setInboxListeners('/people/{identifier}/inbox', '/inbox')
  .setSharedKeyDispatcher(() => ({ identifier: NAME }))
  .on(Activity, async (ctx, activity) => {
    log.received.push(await described(activity, ctx));
    if (!(activity instanceof Follow)) return;
    const follower = await activity.getActor(ctx);
    followers.set(follower.id.href, follower);
    const accept = new Accept({ id: fresh('accepts'), actor: activity.objectId, object: activity });
    await ctx.sendActivity({ identifier: NAME }, follower, accept);
  });

/**
 * The parts of an activity or thing that a test asks about, with what is inside: as it came, even
 * where it is of another server and Fedify would rather ask there.
 */
async function described(thing, ctx) {
  const { documentLoader, contextLoader } = ctx;
  const asItCame = { documentLoader, contextLoader, crossOrigin: 'trust' };
  const inside = thing instanceof Activity ? await thing.getObject(asItCame).catch(() => null) : null;
  return {
    type: thing.constructor.name,
    id: thing.id?.href,
    actor: thing.actorId?.href,
    name: thing.name?.toString(),
    content: thing.content?.toString(),
    replyTo: thing.replyTargetId?.href,
    object: inside ? await described(inside, ctx) : thing.objectId?.href,
  };
}

let made = 0;
const fresh = (folder) => new URL(`/${folder}/${(made += 1)}`, origin);

/** Somebody or something by its address or, with an @ in it, by WebFinger. The request is signed. */
async function found(ctx, what) {
  const documentLoader = await ctx.getDocumentLoader({ identifier: NAME });
  if (!what.includes('@')) return ctx.lookupObject(what, { documentLoader });
  // Of a bare account Fedify asks https, so the address of its page on this machine is asked for.
  const [name, host] = what.split('@');
  const answer = await ctx.lookupWebFinger(`http://${host}/communities/${name}`);
  if (answer?.subject !== `acct:${what}`) throw new Error(`${what} is called ${answer?.subject}`);
  const self = answer.links.find((link) => link.rel === 'self' && link.type?.includes('activity'));
  return found(ctx, self.href);
}

let group;
const deeds = {
  async follow(ctx, { acct }) {
    group = await found(ctx, acct);
    if (!isActor(group)) throw new Error(`${acct} is nobody`);
    await send(ctx, new Follow({ ...common(), object: group.id }));
    return { id: group.id.href, type: group.constructor.name };
  },
  async unfollow(ctx) {
    const follow = new Follow({ ...common(), object: group.id });
    return send(ctx, new Undo({ ...common(), object: follow }));
  },
  async fetch(ctx, { id }) {
    return described(await found(ctx, id), ctx);
  },
  async write(ctx, { to, content }) {
    const id = fresh('notes');
    const note = new Note({
      id,
      attribution: ctx.getActorUri(NAME),
      replyTarget: to ? new URL(to) : null,
      content,
      published: Temporal.Now.instant(),
      ...addressed(),
    });
    notes.set(id.pathname.split('/').pop(), note);
    return send(ctx, new Create({ ...common(), ...addressed(), object: note }), note);
  },
  async edit(ctx, { id, content }) {
    const number = id.split('/').pop();
    const note = notes.get(number).clone({ content, updated: Temporal.Now.instant() });
    notes.set(number, note);
    return send(ctx, new Update({ ...common(), ...addressed(), object: note }), note);
  },
  async delete(ctx, { id }) {
    notes.delete(id.split('/').pop());
    const object = new Tombstone({ id: new URL(id) });
    return send(ctx, new Delete({ ...common(), ...addressed(), object }), object);
  },
  async like(ctx, { id }) {
    return send(ctx, new Like({ ...common(), ...addressed(), object: new URL(id) }));
  },
};

const common = () => ({ id: fresh('activities'), actor: new URL(`/people/${NAME}`, origin) });
const addressed = () => ({ tos: [PUBLIC_COLLECTION, group.id] });

async function send(ctx, activity, thing = activity) {
  await ctx.sendActivity({ identifier: NAME }, [group, ...followers.values()], activity);
  return { id: thing.id.href };
}

async function control(request, path) {
  if (path === 'log') return Response.json(log);
  try {
    const ctx = federation.createContext(new URL(origin), undefined);
    return Response.json((await deeds[path](ctx, await request.json())) ?? {});
  } catch (error) {
    return Response.json({ error: `${error.stack}` }, { status: 500 });
  }
}

async function answer(request) {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/control/')) return control(request, pathname.slice('/control/'.length));
  if (request.method === 'POST' && schemeOf(request.headers) !== scheme) {
    log.refused += 1;
    return new Response(`sign with ${scheme}`, { status: 401 });
  }
  return federation.fetch(request, { contextData: undefined });
}

server.on('request', async (incoming, outgoing) => {
  const chunks = await Array.fromAsync(incoming);
  const { method, headers } = incoming;
  const body = chunks.length ? Buffer.concat(chunks) : undefined;
  const response = await answer(new Request(new URL(incoming.url, origin), { method, headers, body }));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
});

const addresses = {
  actor: `${origin}/people/${NAME}`,
  acct: `${NAME}@${new URL(origin).host}`,
  control: `http://127.0.0.1:${server.address().port}/control`,
};
console.log(JSON.stringify(addresses));
process.stdin.resume().on('end', () => process.exit());
