// What was typed in one form of a page outlives that another one is sent: in this tab, and for its reader alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { field, press, told } from './forms.mjs';
import { listen } from './inspect.mjs';
import { openPage } from './lib.mjs';
import * as life from './life.mjs';
import { telling } from './towns.mjs';
import { sayer } from './words.mjs';

for (const lang of ['bg', 'en']) {
  test(`what was typed and not sent is kept (${lang})`, async (t) => {
    const scene = await life.newScene(t, { lang });
    const { city, say, text } = scene;
    const page = listen(await openPage({ city }));
    const asked = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      return dialog.accept();
    });
    await page.goto(await city.setupLink());
    await life.setUp(page, scene);
    const community = await life.found(page, scene);
    const question = await life.ask(page, scene, community, text.question);
    const { step, look } = telling(t, lang);

    const form = page.locator('#reply');
    const body = form.locator('textarea');
    const notice = form.locator('.kept');
    const memory = () => page.evaluate(() => JSON.stringify(sessionStorage));
    /** Saves the question, or no longer: a form of the same page. */
    const send = (words) => press(page, say(words), { within: page.locator('article.post').first() });
    const isKept = async (words, typed) => {
      await notice.getByText(sayer(words)('form-kept')).waitFor();
      assert.equal(await body.inputValue(), typed);
    };
    /** Sends the form with which the language is chosen. */
    const speak = async (tag) => {
      const menu = page.locator('.site-head .menu').first();
      await menu.locator('summary').click();
      const name = sayer(tag)(`language-${tag}`);
      await menu.getByRole('button', { name, exact: false }).click();
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    };
    const isGone = async () => {
      assert.equal(await notice.count(), 0);
      assert.equal(await body.inputValue(), '');
      assert.ok(!(await memory()).includes('kept-at'), await memory());
    };

    await step('an answer is kept while the question is saved', async () => {
      await body.fill(text.answer);
      await send('conversation-bookmark');
      await told(page, say('conversation-done-bookmarked'));
      await isKept(lang, text.answer);
      await look(page);
      assert.deepEqual(asked, [], 'nothing is lost, so nobody is asked');
    });

    await step('it is put back where the page is shown again, in either language', async () => {
      await page.goto(community);
      await page.goto(question);
      await isKept(lang, text.answer);
      for (const tag of [lang === 'bg' ? 'en' : 'bg', lang]) {
        await speak(tag);
        await isKept(tag, text.answer);
      }
    });

    await step('it can be thrown away', async () => {
      await notice.getByRole('button', { name: say('form-kept-discard'), exact: true }).click();
      await isGone();
      assert.ok(await body.evaluate((element) => element === document.activeElement));
      await page.reload();
      await isGone();
    });

    await step('what was sent is kept no longer', async () => {
      await body.fill(text.answer);
      await send('conversation-unbookmark');
      await isKept(lang, text.answer);
      await press(page, say('conversation-publish'), { within: form });
      await told(page, say('conversation-done-commented'));
      await life.comment(page, text.answer).first().waitFor();
      await isGone();
    });

    await step('a page is the same with a query and without', async () => {
      const there = `${question}?in=en`;
      await page.goto(there);
      await body.fill(text.changed);
      await send('conversation-bookmark');
      assert.equal(new URL(page.url()).search, '', 'the button leads back without the query');
      await isKept(lang, text.changed);
      // What is sent from one of them does not come back at the other, from where it would be sent twice.
      await press(page, say('conversation-publish'), { within: form });
      await told(page, say('conversation-done-commented'));
      await isGone();
      await page.goto(there);
      await isGone();
      await page.goto(question);
    });

    await step('what was sent and refused is kept while another form is sent', async () => {
      await page.goto(`${community}/discussions/new`);
      const written = () => page.getByRole('main').locator('textarea[name=body]');
      const kept = page.getByRole('main').locator('.kept');
      await written().fill(text.question.body);
      await press(page, say('discussions-publish'));
      await page.locator('.err-summary').waitFor();
      assert.equal(await written().inputValue(), text.question.body);
      assert.equal(await kept.count(), 0, 'it stands there as it was sent');
      const other = lang === 'bg' ? 'en' : 'bg';
      await speak(other);
      await kept.getByText(sayer(other)('form-kept')).waitFor();
      assert.equal(await written().inputValue(), text.question.body);
      await speak(lang);
      await kept.getByText(say('form-kept')).waitFor();
      await kept.getByRole('button', { name: say('form-kept-discard'), exact: true }).click();
      await page.goto(question);
      await isGone();
    });

    await step('what was only looked at is kept', async () => {
      await body.fill(text.changed);
      await press(page, say('conversation-preview'), { within: form });
      await page.locator('#preview').waitFor();
      await page.goto(question);
      await isKept(lang, text.changed);
    });

    await step('what was answered by an error is kept', async () => {
      // Somebody has removed meanwhile what is answered here.
      const nothing = '/content/00000000-0000-7000-8000-000000000000/comments';
      const button = form.getByRole('button', { name: say('conversation-publish'), exact: true });
      await button.evaluate((element, to) => element.setAttribute('formaction', to), nothing);
      await press(page, say('conversation-publish'), { within: form });
      assert.equal(new URL(page.url()).pathname, nothing);
      await page.goto(question);
      await isKept(lang, text.changed);
      await notice.getByRole('button', { name: say('form-kept-discard'), exact: true }).click();
      await isGone();
    });

    await step('what was sent when the session had ended comes back after signing in', async () => {
      await body.fill(text.changed);
      await page.context().clearCookies();
      await press(page, say('conversation-publish'), { within: form });
      // The page of an error does not know her, and forgets nothing.
      await page.goto('/nowhere');
      await life.signIn(page, scene, text.administrator);
      await page.goto(question);
      await isKept(lang, text.changed);
    });

    await step('passwords and what must be thought over are not kept', async () => {
      await page.goto('/settings/moving');
      await field(page, say('moving-target')).fill('@maria@elsewhere.example');
      await field(page, say('settings-password-current')).fill(text.member.password);
      await press(page, say('moving-add'));
      await page.locator('.err-summary').waitFor();
      const kept = await memory();
      assert.ok(!kept.includes('elsewhere.example') && !kept.includes(text.member.password), kept);
    });

    await step('nothing stays when its reader signs out', async () => {
      assert.ok((await memory()).includes(text.changed));
      await life.signOut(page, scene, text.administrator);
      assert.equal(await memory(), '{}');
      await life.signIn(page, scene, text.administrator);
      await page.goto(question);
      await isGone();
    });
  });
}
