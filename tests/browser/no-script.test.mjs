// The main work without JavaScript: every form, error and menu is the server's.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, openPage, viewports } from './lib.mjs';
import { field, press, refused, told } from './forms.mjs';
import { inspect, listen } from './inspect.mjs';
import * as life from './life.mjs';

test('all of the main work can be done without JavaScript', async (t) => {
  const scene = await life.newScene(t, { lang: 'bg' });
  const { city, lang, say, text } = scene;
  const open = async (options) =>
    listen(await openPage({ city, javaScriptEnabled: false, ...options }));

  const admin = await open();
  await admin.goto(await city.setupLink());
  await life.setUp(admin, scene);
  const community = await life.found(admin, scene);
  const invitation = await life.invite(admin, scene);
  await inspect(admin, lang);

  const maria = await open({ viewport: viewports.phone });
  await maria.goto(invitation);
  await life.signUp(maria, scene, text.member);
  await life.signOut(maria, scene, text.member);
  await maria.goto('/sign-in');
  await press(maria, say('sign-in-button'));
  await refused(maria, say, { [say('hall-email')]: say('error-required') });
  await life.signIn(maria, scene, text.member);
  await life.join(maria, scene, community);

  await maria.goto('/practices/new');
  await press(maria, say('library-continue'));
  await refused(maria, say, { [say('library-title')]: say('content-error-title') });
  const practice = await life.describe(maria, scene);
  await inspect(maria, lang);

  await life.reply(maria, scene, text.answer);
  const answer = life.comment(maria, text.answer);
  await life.deed(maria, scene, answer, say('conversation-edit'));
  await field(maria, say('conversation-body-page')).fill(text.rude);
  await press(maria, say('conversation-preview'));
  await maria.locator('article .prose', { hasText: text.rude }).waitFor();
  await press(maria, say('conversation-save'));
  await told(maria, say('conversation-done-edited'));
  await life.comment(maria, text.rude).waitFor();

  await life.deed(maria, scene, maria.locator('.page-head'), say('library-edit'));
  await field(maria, say('practice-results')).fill(text.changed);
  await field(maria, say('library-note')).fill(text.note);
  await press(maria, say('library-save-changes'));
  await told(maria, say('library-done-changed'));
  await maria.getByText(text.changed).waitFor();

  await life.deed(maria, scene, maria.locator('.page-head'), say('library-withdraw'));
  await press(maria, say('conversation-withdraw-confirm'));
  assert.equal((await maria.goto(practice)).status(), 410);
  await maria.getByRole('heading', { level: 1, name: say('library-gone-title') }).waitFor();
  await axe(maria);
});
