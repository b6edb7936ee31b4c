// A city and servers made with other people's libraries, live on this machine: each of them joins a
// community here, reads, answers, corrects, marks, withdraws, is followed and leaves, once for each way
// in which requests are signed.
//
// It wants the server in `GUILDHALL_BIN`, Node.js 22 or newer, the packages of `fedify/`, and a Python
// with those of `python/` in `GUILDHALL_TEST_PYTHON`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { start, startCity } from './city.mjs';

/** How long something may take to cross on a busy machine, in milliseconds. */
const CROSSING = 30_000;
/** How long nothing must arrive where nothing may. */
const SILENCE = 2_000;

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const peers = {
  fedify: [process.execPath, file('fedify/peer.mjs')],
  bovine: [process.env.GUILDHALL_TEST_PYTHON ?? 'python3', file('python/peer.py')],
};
/** Whoever does not say that she reads RFC 9421 is spoken to in the older way until she refuses it: by
 * as many requests as are under way at once. A secure city wants fetches signed too. */
const known = [
  { name: 'fedify', scheme: 'cavage', secure: false, knocks: [0] },
  { name: 'fedify', scheme: 'rfc9421', secure: false, knocks: [1, 2] },
  { name: 'bovine', scheme: 'cavage', secure: true, knocks: [0] },
  { name: 'bovine', scheme: 'rfc9421', secure: true, knocks: [0] },
];
/** The peer in Python is left out where there is none. */
const stories = known.filter(({ name }) => name !== 'bovine' || process.env.GUILDHALL_TEST_PYTHON);

/** Asks again and again until there is an answer. */
async function until(what, ask) {
  const end = Date.now() + CROSSING;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(Date.now() < end, `${what} does not come`);
    await sleep(100);
  }
}

/** A peer that runs, and what it can be told to do. */
async function startPeer(t, name, scheme) {
  const [command, script] = peers[name];
  const { told, output } = await start(t, command, [script, '--scheme', scheme], {
    read: (line) => line.startsWith('{') && JSON.parse(line),
  });
  const tell = async (deed, wish = {}) => {
    const body = JSON.stringify(wish);
    const answer = await fetch(`${told.control}/${deed}`, { method: 'POST', body });
    const result = await answer.json();
    assert.ok(answer.ok, `${name} could not ${deed}: ${result.error}`);
    return result;
  };
  const log = async () => (await fetch(`${told.control}/log`)).json();
  /** Waits for an activity that was received and holds up to a test. */
  const hears = (what, isIt) =>
    until(`${name}: ${what}`, async () => (await log()).received.find(isIt));
  return { ...told, tell, log, hears, output };
}

/** Whether something is an announcement by somebody of an activity of a type. */
const announced = (by, type, inside = () => true) => (activity) =>
  activity.type === 'Announce' && activity.actor === by && activity.object?.type === type
  && inside(activity.object);
const idOf = (thing) => thing?.id ?? thing;

for (const { name, scheme, secure, knocks } of stories) {
  test(`${name}, ${scheme}`, async (t) => {
    const settings = { GUILDHALL_FEDERATION__AUTHORIZED_FETCH: `${secure}` };
    const ruth = await startCity(t, { name: 'ruse', program: process.env.GUILDHALL_BIN, settings });
    const peer = await startPeer(t, name, scheme);
    const community = await ruth.post('/communities/new', {
      'name.en': 'One-stop services',
      'headline.en': 'For those who welcome newcomers at one counter.',
      handle: 'counters',
      sectors: 'one-stop-services',
      languages: 'en',
      visibility: 'public',
      join_policy: 'open',
    });
    const publish = (title) =>
      ruth.post(`${community}/discussions/new`, {
        type: 'question',
        title,
        body: 'We have tried **volunteers**. What else is there?',
        lang: 'en',
      });
    const shows = (path, words) =>
      until(`“${words}” on ${path}`, async () => (await ruth.get(path)).text.includes(words));
    const hides = (path, words) =>
      until(`no “${words}” on ${path}`, async () => !(await ruth.get(path)).text.includes(words));
    let broken = false;
    t.after(() => broken && console.log(`${ruth.output()}\n${peer.output()}`));
    // The story goes on from what went before; after a failure the rest would only repeat it.
    const step = (title, body) =>
      t.test(title, { skip: broken && 'an earlier step failed' }, async () => {
        broken = true;
        await body();
        broken = false;
      });
    let group, topic, path, answer;

    await step('she finds the community by its address and joins it', async () => {
      group = await peer.tell('follow', { acct: `counters@${ruth.host}` });
      assert.equal(group.type, 'Group');
      await peer.hears('an Accept', (a) => a.type === 'Accept' && a.actor === group.id);
      await shows(`${community}/members`, peer.acct.split('@')[1]);
    });

    await step('she hears of a question and reads it', async () => {
      path = await publish('Who pays for the interpreter?');
      const { object: create } = await peer.hears('a question', announced(group.id, 'Create'));
      topic = idOf(create.object);
      const thing = await peer.tell('fetch', { id: topic });
      assert.equal(thing.type, 'Article');
      assert.equal(thing.name, 'Who pays for the interpreter?');
      assert.match(thing.content, /<strong>volunteers<\/strong>/);
      await peer.hears('the same as a boost', (a) => a.type === 'Announce' && idOf(a.object) === topic);
    });

    await step('she answers', async () => {
      const content = '<p>The <strong>province</strong> pays.</p>';
      answer = (await peer.tell('write', { to: topic, content })).id;
      await shows(path, 'The <strong>province</strong> pays.');
      const about = (create) => idOf(create.object) === answer;
      await peer.hears('her answer announced', announced(group.id, 'Create', about));
    });

    await step('she is answered', async () => {
      const page = (await ruth.get(path)).text;
      const [, id] = /id="comment-([0-9a-z-]+)"/.exec(page) ?? [];
      assert.ok(id, 'her answer can be answered');
      await ruth.post(`/content/${id}/comments`, { body: 'Since when?', lang: 'en' });
      const about = (create) => create.object?.replyTo === answer;
      const { object } = await peer.hears('an answer to hers', announced(group.id, 'Create', about));
      assert.match(object.object.content, /Since when\?/);
      assert.equal(object.object.type, 'Note');
    });

    await step('she corrects herself', async () => {
      await peer.tell('edit', { id: answer, content: '<p>The ministry pays.</p>' });
      await shows(path, 'The ministry pays.');
      await hides(path, 'province');
      const about = (update) => idOf(update.object) === answer;
      await peer.hears('her correction announced', announced(group.id, 'Update', about));
    });

    await step('she finds the question useful', async () => {
      const useful = /Useful[^<]*\D1\b/;
      assert.doesNotMatch((await ruth.get(path)).text, useful);
      await peer.tell('like', { id: topic });
      await until('her mark', async () => useful.test((await ruth.get(path)).text));
      const about = (like) => idOf(like.object) === topic;
      await peer.hears('her mark announced', announced(group.id, 'Like', about));
    });

    await step('she withdraws her answer', async () => {
      await peer.tell('delete', { id: answer });
      await hides(path, 'The ministry pays.');
      const about = (gone) => idOf(gone.object) === answer;
      await peer.hears('her withdrawal announced', announced(group.id, 'Delete', about));
    });

    await step('she begins a conversation', async () => {
      const content = '<p>Does anybody know a good form?</p><p>Ours has nine pages.</p>';
      const { id } = await peer.tell('write', { content });
      await shows(community, 'Does anybody know a good form?');
      const about = (create) => idOf(create.object) === id;
      await peer.hears('her words announced', announced(group.id, 'Create', about));
    });

    await step('she is found and followed', async () => {
      const found = await ruth.get(`/search?q=${encodeURIComponent(`@${peer.acct}`)}`);
      assert.ok(decodeURIComponent(found.path).endsWith(`/people/${peer.acct}`), found.path);
      await ruth.post(`${found.path}/follow`);
      await peer.hears('a Follow', (a) => a.type === 'Follow' && idOf(a.object) === peer.actor);
      await shows(found.path, 'You follow');
    });

    await step('she leaves and hears nothing more', async () => {
      await peer.tell('unfollow');
      await hides(`${community}/members`, peer.acct.split('@')[1]);
      const before = (await peer.log()).received.length;
      await publish('Does anybody still listen?');
      await sleep(SILENCE);
      const after = (await peer.log()).received.slice(before);
      assert.deepEqual(after, []);
    });

    await step('everything went in the chosen scheme', async () => {
      const { refused, delivered } = await peer.log();
      assert.ok(knocks.includes(refused), `${refused} requests were refused`);
      assert.deepEqual(new Set(delivered.map((d) => d.scheme)), new Set([scheme]));
      for (const { status } of delivered) assert.ok(status === 200 || status === 202, status);
    });
  });
}
