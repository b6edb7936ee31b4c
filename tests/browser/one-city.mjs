// One city from its first start to a full day of work, by hand: in Bulgarian on SQLite, in English
// on PostgreSQL. Then every page that its people can reach, as each of them sees it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, openPage, viewports } from './lib.mjs';
import { choice, field, group, press, refused, told } from './forms.mjs';
import { listen } from './inspect.mjs';
import * as life from './life.mjs';
import { telling } from './towns.mjs';
import { visitAll } from './walk.mjs';
import { sayer } from './words.mjs';

/** The test in one language on one database; each has a file, so that they can run at the same time. */
export function oneCity(lang, database) {
  test(`the life of one city (${lang}, ${database})`, async (t) => {
    const scene = await life.newScene(t, { lang, database });
    const { city, say, text } = scene;
    const open = async (options) => listen(await openPage({ city, ...options }));
    const [admin, maria] = [await open(), await open()];
    const { step, alone, look } = telling(t, lang);
    const at = {};

    await step('the city is set up by its one-time link', async () => {
      const link = await city.setupLink();
      await admin.goto(link);
      await look(admin);
      await press(admin, say('setup-button'));
      await refused(admin, say, {
        [say('setup-administrator-name')]: say('error-required'),
        [say('setup-email')]: say('error-required'),
      });
      await look(admin);

      await field(admin, say('setup-administrator-name')).fill(text.administrator.name);
      await field(admin, say('setup-territory')).fill(text.practice.city);
      await field(admin, say('setup-password')).fill('abcdef');
      await press(admin, say('setup-button'));
      await admin.locator('.err-summary').waitFor();
      const kept = field(admin, say('setup-administrator-name'));
      assert.equal(await kept.inputValue(), text.administrator.name);
      assert.equal(await field(admin, say('setup-territory')).inputValue(), text.practice.city);
      const secret = await field(admin, say('setup-password')).inputValue();
      assert.equal(secret, '', 'a password never comes back');

      await life.setUp(admin, scene);
      await look(admin);

      const late = await open();
      assert.equal((await late.goto(link)).status(), 409);
      await look(late);
      await late.context().close();
    });

    await step('another person signs up with an invitation', async () => {
      at.invitation = await life.invite(admin, scene);
      await look(admin);
      assert.equal((await maria.goto('/sign-up')).ok(), true);
      await maria.getByText(say('sign-up-closed-text')).first().waitFor();

      await maria.goto(at.invitation);
      await look(maria);
      await field(maria, say('sign-up-name')).fill(text.member.name);
      await field(maria, say('sign-up-email')).fill('maria');
      await field(maria, say('sign-up-password')).fill('123456');
      await press(maria, say('sign-up-button'));
      await refused(maria, say, { [say('sign-up-email')]: say('error-email') });
      assert.equal(await field(maria, say('sign-up-name')).inputValue(), text.member.name);
      await life.signUp(maria, scene, text.member);
      await look(maria);

      await maria.goto('/settings/profile');
      await field(maria, life.inLang(scene, 'settings-headline')).fill(text.member.headline);
      await choice(group(maria, say('settings-sectors')), say('sector-one-stop-services')).check();
      await choice(maria, say('settings-discoverable')).check();
      await press(maria, say('hall-save'));
      await told(maria, say('settings-saved'));
      await maria.goto('/people');
      await maria.getByRole('main').getByRole('link', { name: text.member.name }).click();
      await maria.getByRole('heading', { level: 1, name: text.member.name }).waitFor();
      await maria.getByText(text.member.headline).first().waitFor();
      at.maria = new URL(maria.url()).pathname;
    });

    await step('the administrator founds a community, and she joins it', async () => {
      await admin.goto('/communities/new');
      await press(admin, say('communities-form-found'));
      await admin.locator('.err-summary').waitFor();
      await refused(admin, say, {});
      await look(admin);
      at.community = await life.found(admin, scene);
      await look(admin);
      await life.join(maria, scene, at.community);
      await maria.getByText(say('communities-standing-member')).first().waitFor();
    });

    await step('she describes a practice step by step', async () => {
      await maria.goto('/practices/new');
      await look(maria);
      await field(maria, say('library-title')).fill(text.practice.title);
      await press(maria, say('library-continue'));
      await refused(maria, say, { [say('library-summary')]: say('content-error-summary') });
      assert.equal(await field(maria, say('library-title')).inputValue(), text.practice.title);
      await look(maria);
      await life.promise(maria, scene);
      await look(maria);

      // The end lies before the beginning.
      await field(maria, say('practice-period-start')).fill('2025');
      await field(maria, say('practice-period-end')).fill('2024');
      await press(maria, say('library-continue'));
      await refused(maria, say, { [say('practice-period-end')]: say('practice-error-period') });
      assert.equal(await field(maria, say('practice-period-start')).inputValue(), '2025');
      await field(maria, say('practice-period-end')).fill('');
      await life.facts(maria, scene);
      await look(maria);
      await life.story(maria, scene);
      await look(maria);
      await life.results(maria, scene);
      await look(maria);
      await life.kit(maria, scene);
      await look(maria);
      // Before something is lost she is asked, and the button says what it does.
      await life.addFile(maria, scene, 'mistake.csv');
      const remove = maria.getByRole('main').getByRole('button', { name: say('files-remove') });
      await remove.first().click();
      const dialog = maria.getByRole('dialog');
      await dialog.getByText(say('files-remove-ask')).waitFor();
      await press(maria, say('files-remove-yes'), { within: dialog });
      await told(maria, say('files-done-removed'));
      await life.files(maria, scene);
      await maria.getByText(say('library-publish-ready')).first().waitFor();
      await look(maria);
      at.practice = await life.publish(maria, scene);
      for (const part of ['problem', 'approach', 'results', 'failed']) {
        await maria.getByText(text.practice[part]).first().waitFor();
      }
      await look(maria);
    });

    await step('she adds a resource with a file, and everybody can take it', async () => {
      at.resource = await life.share(maria, scene);
      await look(maria);
      const taken = maria.waitForEvent('download');
      await maria.getByRole('main').getByRole('link', { name: say('files-save') }).click();
      assert.equal((await taken).suggestedFilename(), 'offices.csv');
      await maria.goto('/library');
      await maria.getByText(text.resource.title).first().waitFor();
      await look(maria);
    });

    await step('she edits it, and the history shows what it was', async () => {
      await maria.goto(at.practice);
      await life.deed(maria, scene, maria.locator('.page-head'), say('library-edit'));
      await field(maria, say('practice-results')).fill(text.changed);
      await press(maria, say('library-save-changes'));
      await refused(maria, say, { [say('library-note')]: say('library-error-note') });
      assert.equal(await field(maria, say('practice-results')).inputValue(), text.changed);
      await look(maria);
      await field(maria, say('library-note')).fill(text.note);
      await press(maria, say('library-save-changes'));
      await told(maria, say('library-done-changed'));
      await maria.getByText(text.changed).first().waitFor();
      assert.equal(await maria.getByText(text.practice.results).count(), 0);

      await maria.getByRole('link', { name: say('library-history-link') }).click();
      await maria.getByText(text.note).first().waitFor();
      await look(maria);
      await maria.getByRole('link', { name: say('library-history-version', { n: 1 }) }).click();
      await maria.getByText(text.practice.results).first().waitFor();
      await look(maria);
    });

    await step('she asks, the administrator answers, and she accepts the answer', async () => {
      await maria.goto(`${at.community}/discussions/new`);
      await press(maria, say('discussions-publish'));
      await refused(maria, say, { [say('discussions-title')]: say('content-error-title') });
      await look(maria);
      at.question = await life.ask(maria, scene, at.community, text.question);
      assert.equal(await maria.locator('.prose strong').first().isVisible(), true);

      await admin.goto(at.question);
      await press(admin, say('conversation-publish'), { within: admin.locator('#reply') });
      await refused(admin, say, {});
      await look(admin);
      await admin.goto(at.question);
      await life.reply(admin, scene, text.answer);

      await maria.goto('/notifications');
      await maria.getByText(text.question.title).first().waitFor();
      await look(maria);
      await maria.goto(at.question);
      await press(maria, say('conversation-accept'), { within: life.comment(maria, text.answer) });
      await told(maria, say('conversation-done-accepted'));
      await maria.getByText(say('conversation-accepted'), { exact: true }).first().waitFor();
      await look(maria);
      await maria.goto(at.community);
      await maria.getByText(say('discussions-state-question-answered')).first().waitFor();
    });

    await step('search finds it', async () => {
      const found = async (page) => {
        await page.goto('/');
        await page.locator('.site-search input').fill(text.word);
        await page.keyboard.press('Enter');
        await page.getByRole('main').getByRole('link', { name: text.practice.title }).waitFor();
        await page.locator('mark').first().waitFor();
      };
      await found(maria);
      await look(maria);
      const visitor = await open();
      await found(visitor);
      await visitor.context().close();
      await maria.goto('/search?q=xyzzyqwv');
      await maria.getByText(say('search-empty', { q: 'xyzzyqwv' })).first().waitFor();
    });

    await step('she withdraws a mistake, and its page says so', async () => {
      const mistake = await life.ask(maria, scene, at.community, text.mistake);
      const post = maria.locator('article.post').first();
      await life.deed(maria, scene, post, say('conversation-withdraw'));
      await look(maria);
      await press(maria, say('conversation-withdraw-confirm'));
      await told(maria, say('conversation-done-withdrawn'));
      for (const page of [maria, admin]) {
        assert.equal((await page.goto(mistake)).status(), 410);
        await page.getByRole('heading', { level: 1, name: say('discussions-gone') }).waitFor();
        assert.equal(await page.getByText(text.mistake.body).count(), 0);
      }
      await look(maria);
      await maria.goto(at.community);
      assert.equal(await maria.getByText(text.mistake.title).count(), 0);
    });

    await step('she reports a comment, and the facilitator decides', async () => {
      await admin.goto(at.question);
      await life.reply(admin, scene, text.rude);
      await maria.goto(at.question);
      await life.deed(maria, scene, life.comment(maria, text.rude), say('conversation-report'));
      await look(maria);
      await press(maria, say('conversation-report-send'));
      await refused(maria, say, {
        [say('conversation-report-reason')]: say('content-error-report-reason'),
      });
      await choice(maria, say('conversation-report-reason-offence')).check();
      await field(maria, say('conversation-report-detail')).fill(text.report);
      await press(maria, say('conversation-report-send'));
      await told(maria, say('conversation-done-reported'));

      await admin.goto(`${at.community}/reports`);
      await admin.getByText(text.report).first().waitFor();
      await look(admin);
      await press(admin, say('reports-decide-remove'));
      await admin.locator('.err').first().waitFor();
      await look(admin);
      await field(admin, say('reports-decision')).fill(text.reason);
      await press(admin, say('reports-decide-remove'));
      await told(admin, say('reports-done-removed'));
      await maria.goto(at.question);
      await life.comment(maria, text.answer).first().waitFor();
      assert.equal(await maria.getByText(text.rude).count(), 0);
      await maria.goto(`${at.community}/moderation`);
      await maria.getByText(text.reason).first().waitFor();
    });

    await step('she signs out and in, and ends a session', async () => {
      await maria.goto(at.practice);
      await life.signOut(maria, scene, text.member);
      await maria.goto('/settings/sessions');
      await maria.getByText(say('sign-in-to-go-on')).first().waitFor();
      await look(maria);
      await press(maria, say('sign-in-button'));
      await refused(maria, say, {});
      await life.signIn(maria, scene, text.member);
      assert.equal(new URL(maria.url()).pathname, '/settings/sessions');
      await maria.getByText(say('settings-sessions-only')).first().waitFor();

      const library = await open();
      await life.signIn(library, scene, text.member);
      await maria.goto('/settings/sessions');
      const others = maria.locator('main .rows');
      await press(maria, say('settings-session-end'), { exact: false, within: others });
      await told(maria, say('settings-session-ended'));
      await library.goto('/settings/sessions');
      await library.getByText(say('sign-in-to-go-on')).first().waitFor();
      await library.context().close();
    });

    await step('the language can be changed on every page, which stays', async () => {
      const other = lang === 'bg' ? 'en' : 'bg';
      const visitor = await open();
      for (const path of [`${at.community}/members`, '/practices?sector=one-stop-services']) {
        await visitor.goto(path);
        const menu = visitor.locator('.site-head .menu').first();
        await menu.locator('summary').click();
        const language = sayer(other)(`language-${other}`);
        await menu.getByRole('button', { name: language, exact: false }).click();
        await visitor.waitForFunction((tag) => document.documentElement.lang === tag, other);
        assert.equal(visitor.url(), city.origin + path);
        const words = sayer(other)('sign-in');
        await visitor.locator('.site-head').getByRole('link', { name: words }).waitFor();
        await visitor.context().clearCookies();
      }
      await visitor.context().close();
    });

    const visitor = await open();
    const who = { administrator: admin, member: maria, visitor };
    for (const [role, page] of Object.entries(who)) {
      await alone(`every page is right for the ${role}`, () => visitAll(page, scene, role, at));
    }

    for (const options of [{ colorScheme: 'dark' }, { forcedColors: 'active' }]) {
      await alone(`pages can be read with ${JSON.stringify(options)}`, async () => {
        const storageState = await maria.context().storageState();
        const page = await open({ ...options, storageState, viewport: viewports.phone });
        for (const path of [at.practice, at.question, '/settings/profile']) {
          await page.goto(path);
          await axe(page);
        }
        await page.context().close();
      });
    }
  });
}
