// What people do in a city, through its pages and nothing else. Each function begins and ends on a
// page, and asks only what every test that needs it must know; the rest is for the tests.
//
// `scene` is what they share: `{ city, lang, say, text }`.

import assert from 'node:assert/strict';

import { startCity } from './city.mjs';
import { choice, field, group, press, told } from './forms.mjs';
import { texts } from './texts.mjs';
import { sayer } from './words.mjs';

/** A city that has not been set up, and its language. */
export async function newScene(t, { database = 'sqlite', lang = 'en' } = {}) {
  const city = await startCity({ database, lang });
  t.after(() => city.stop());
  return { city, lang, say: sayer(lang), text: texts[lang] };
}

/** The label of a field that is asked in several languages, for the language of the scene. */
export const inLang = ({ say, lang }, key) =>
  say('hall-label-in', { label: say(key), lang: say(`language-${lang}`) });

/** Fills the form of the set-up and sends it. */
export async function setUp(page, scene) {
  const { say, text } = scene;
  await field(page, inLang(scene, 'setup-name')).fill(text.city);
  await field(page, say('setup-country')).selectOption({ label: text.practice.country });
  await field(page, say('setup-administrator-name')).fill(text.administrator.name);
  await field(page, say('setup-email')).fill(text.administrator.email);
  await field(page, say('setup-password')).fill(text.administrator.password);
  await press(page, say('setup-button'));
  await told(page, say('setup-done-flash'));
}

/** The administrator makes an invitation; returns its link. */
export async function invite(page, { say, text }) {
  await page.goto('/admin/invitations');
  await field(page, say('admin-invite-note')).fill(text.invitation);
  await press(page, say('admin-invite-button'));
  return field(page, say('admin-invite-link')).inputValue();
}

/** Somebody signs up with an invitation that is open on the page. */
export async function signUp(page, { say }, person) {
  await field(page, say('sign-up-name')).fill(person.name);
  await field(page, say('sign-up-email')).fill(person.email);
  await field(page, say('sign-up-password')).fill(person.password);
  await press(page, say('sign-up-button'));
  await told(page, say('signed-up'));
}

/** Signs in at `/sign-in`, or on the page that asks for it. */
export async function signIn(page, { say }, person) {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in');
  await field(page, say('hall-email')).fill(person.email);
  await field(page, say('hall-password')).fill(person.password);
  await press(page, say('sign-in-button'));
  await told(page, say('signed-in'));
}

/** Signs out from the menu under one's name. */
export async function signOut(page, { say }, person) {
  const header = page.locator('.site-head');
  await header.locator('summary', { hasText: person.name }).click();
  await press(page, say('sign-out'), { within: header });
  await told(page, say('signed-out'));
}

/** Founds the community; returns its address. */
export async function found(page, { say, lang, text }) {
  await page.goto('/communities/new');
  const language = say(`language-${lang}`);
  const own = group(page, say('communities-form-in', { language }));
  await field(own, say('communities-form-name')).fill(text.community.name);
  await field(own, say('communities-form-headline')).fill(text.community.purpose);
  const sectors = group(page, say('communities-form-sectors'));
  await choice(sectors, say('sector-one-stop-services')).check();
  await press(page, say('communities-form-found'));
  await told(page, say('communities-done-founded'));
  return new URL(page.url()).pathname;
}

/** Joins a community that is open to everybody. */
export async function join(page, { say }, community) {
  await page.goto(community);
  await press(page, say('communities-join'));
  await told(page, say('communities-done-joined'));
}

/** Opens the form of a new topic in a community and publishes one; returns its address. */
export async function ask(page, { say }, community, { title, body }) {
  await page.goto(`${community}/discussions/new`);
  await choice(page, say('discussions-type-question')).check();
  await field(page, say('discussions-title')).fill(title);
  await field(page, say('discussions-body')).fill(body);
  await press(page, say('discussions-publish'));
  await told(page, say('discussions-done-published'));
  return new URL(page.url()).pathname;
}

/** Answers on the open page of a conversation. */
export async function reply(page, { say }, body) {
  // A discussion is answered; of what stands on a shelf one asks.
  const asked = !new URL(page.url()).pathname.startsWith('/discussions/');
  const label = asked ? 'sheet-conversation-body' : 'conversation-body';
  await field(page.locator('#reply'), say(label)).fill(body);
  await press(page, say('conversation-publish'), { within: page.locator('#reply') });
  await told(page, say('conversation-done-commented'));
}

/** The comment with this text, without the answers to it. */
export function comment(page, words) {
  return page.locator('article.post, li article').filter({ hasText: words });
}

/** Opens the menu under a post and follows one of its entries. */
export async function deed(page, { say }, post, words) {
  await post.locator('summary', { hasText: say('conversation-more') }).click();
  const link = post.getByRole('link', { name: words, exact: true });
  const entry = link.or(post.getByRole('button', { name: words, exact: true }));
  await Promise.all([page.waitForEvent('load'), entry.click()]);
}

/** The first step of describing a practice: the promise. */
export async function promise(page, { say, text }) {
  const { title, summary } = text.practice;
  await field(page, say('library-title')).fill(title);
  await field(page, say('library-summary')).fill(summary);
  if (await field(page, say('library-community')).count()) {
    await field(page, say('library-community')).selectOption({ label: text.community.name });
  }
  await press(page, say('library-continue'));
}

/** The key facts, as little as is needed. */
export async function facts(page, { say, text }) {
  const one = (legend, words) => choice(group(page, say(legend)), say(words)).check();
  await one('library-sectors', 'sector-one-stop-services');
  await one('practice-target-groups', 'practice-target-groups-newcomers');
  await field(page, say('practice-city')).fill(text.practice.city);
  await field(page, say('practice-country')).selectOption({ label: text.practice.country });
  await one('practice-cost-band', 'practice-cost-band-5k-20k');
  await one('practice-status', 'practice-status-running');
  await one('practice-outcome', 'practice-outcome-worked');
  await one('practice-evidence-grade', 'practice-evidence-grade-described');
  await one('practice-stage', 'practice-stage-implementation');
  await press(page, say('library-continue'));
}

/** The story. */
export async function story(page, { say, text }) {
  await field(page, say('practice-problem')).fill(text.practice.problem);
  await field(page, say('practice-approach')).fill(text.practice.approach);
  await press(page, say('library-continue'));
}

/** What came of it. */
export async function results(page, { say, text }) {
  const { label, before, after } = text.practice.figure;
  const first = page.getByRole('group', { name: say('figures-row', { n: 1 }) });
  await field(first, say('figures-label')).fill(label);
  await field(first, say('figures-before')).fill(before);
  await field(first, say('figures-after')).fill(after);
  await field(page, say('practice-results')).fill(text.practice.results);
  await field(page, say('practice-failed')).fill(text.practice.failed);
  await press(page, say('library-continue'));
}

/** The transfer kit. */
export async function kit(page, { say, text }) {
  await field(page, say('practice-steps')).fill(text.practice.steps);
  await press(page, say('library-continue'));
}

/** Adds a file of text in the step for files. */
export async function addFile(page, { say }, name) {
  const buffer = Buffer.from('Name;Number\nOne;1\n');
  await field(page, say('files-file')).setInputFiles({ name, mimeType: 'text/csv', buffer });
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: say('files-add') }).first().click(),
  ]);
  await told(page, say('files-done-added'));
  await page.getByRole('main').getByRole('link', { name }).waitFor();
}

/** The files, of which there is one. */
export async function files(page, scene) {
  await addFile(page, scene, 'offices.csv');
  await press(page, scene.say('library-continue-on'));
}

/** Publishes the practice that stands ready on the last step; returns its address. */
export async function publish(page, { say, text }) {
  await press(page, say('library-publish'));
  await told(page, say('library-done-published'));
  assert.equal(await page.locator('h1').innerText(), text.practice.title);
  return new URL(page.url()).pathname;
}

/** Describes a practice from the first step to the last. */
export async function describe(page, scene) {
  await page.goto('/practices/new');
  for (const step of [promise, facts, story, results, kit, files]) await step(page, scene);
  return publish(page, scene);
}

/** Adds a resource with a file; returns its address. */
export async function share(page, scene) {
  const { say, text } = scene;
  await page.goto('/library/new');
  await page.getByRole('link', { name: say('kind-resource'), exact: true }).click();
  await field(page, say('library-title')).fill(text.resource.title);
  await field(page, say('library-summary')).fill(text.resource.summary);
  await press(page, say('library-continue'));
  const one = (legend, words) => choice(group(page, say(legend)), say(words)).check();
  await one('library-sectors', 'sector-one-stop-services');
  await field(page, say('resource-form')).selectOption({ label: say('resource-form-template') });
  await one('practice-target-groups', 'practice-target-groups-newcomers');
  await one('resource-level', 'resource-level-national');
  await press(page, say('library-continue'));
  await field(page, say('resource-description')).fill(text.resource.description);
  await press(page, say('library-continue'));
  await files(page, scene);
  await press(page, say('library-publish'));
  await told(page, say('resource-done-published'));
  assert.equal(await page.locator('h1').innerText(), text.resource.title);
  return new URL(page.url()).pathname;
}
