// Two cities that federate, by hand: somebody of one joins a community of the other from her own
// server, publishes there, is asked, answers, corrects and withdraws; both see every step.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { field, press, told } from './forms.mjs';
import { listen } from './inspect.mjs';
import { openPage } from './lib.mjs';
import * as life from './life.mjs';
import { texts } from './texts.mjs';
import { CROSSING, arrives, telling, town } from './towns.mjs';

for (const [lang, first, second] of [
  ['bg', 'sqlite', 'postgres'],
  ['en', 'postgres', 'sqlite'],
]) {
  test(`two cities (${lang}, ${first} and ${second})`, async (t) => {
    const text = texts[lang];
    const home = await town(t, 'vidin', { database: first, lang, text });
    const other = { ...text, city: text.practice.city, administrator: text.member };
    const away = await town(t, 'ruse', { database: second, lang, text: other });
    const { say } = home;
    const [anna, boris] = [home.page, away.page];
    const at = {};
    const { step, look } = telling(t, lang);

    await step('she finds a community by its address and joins it', async () => {
      at.there = await life.found(boris, away);
      const handle = at.there.split('/').pop();
      await anna.goto('/');
      await anna.locator('.site-search input').fill(`!${handle}@${away.host}`);
      await Promise.all([anna.waitForURL('**/communities/**'), anna.keyboard.press('Enter')]);
      at.here = new URL(anna.url()).pathname;
      assert.equal(decodeURIComponent(at.here), `/communities/${handle}@${away.host}`);
      await anna.getByText(say('elsewhere-community', { host: away.host })).first().waitFor();
      await look(anna);
      await press(anna, say('communities-join'));
      await told(anna, say('communities-done-requested-elsewhere'));
      await arrives(anna, at.here, say('communities-standing-member'));
      await look(anna);
    });

    await step('she asks there, is answered, and the answer reaches her', async () => {
      at.question = await life.ask(anna, home, at.here, text.question);
      await arrives(boris, at.there, text.question.title);
      await look(boris);
      await boris.getByRole('link', { name: text.question.title }).first().click();
      await boris.getByRole('heading', { level: 1, name: text.question.title }).waitFor();
      assert.equal(await boris.locator('.prose strong').first().isVisible(), true);
      await look(boris);
      at.copy = new URL(boris.url()).pathname;
      await life.reply(boris, away, text.answer);
      await arrives(anna, at.question, text.answer);
      await look(anna);
      await anna.goto('/notifications');
      await anna.getByText(text.question.title).first().waitFor();
      await anna.goto(at.question);
      await press(anna, say('conversation-accept'), { within: life.comment(anna, text.answer) });
      await told(anna, say('conversation-done-accepted'));
      await arrives(boris, at.copy, say('conversation-accepted'));
    });

    await step('she describes a practice there and corrects it', async () => {
      // Communities of other servers are told apart by their host.
      const name = `${text.community.name} (@${away.host})`;
      const there = { ...home, text: { ...text, community: { ...text.community, name } } };
      at.practice = await life.describe(anna, there);
      await arrives(boris, `${at.there}/practices`, text.practice.title);
      await boris.getByRole('link', { name: text.practice.title }).first().click();
      await boris.getByRole('heading', { level: 1, name: text.practice.title }).waitFor();
      at.sheet = new URL(boris.url()).pathname;
      for (const part of ['problem', 'approach', 'results', 'failed']) {
        await boris.getByText(text.practice[part]).first().waitFor();
      }
      await boris.getByText(say('elsewhere-content', { host: home.host })).first().waitFor();
      await look(boris);
      await life.deed(anna, home, anna.locator('.page-head'), say('library-edit'));
      await field(anna, say('practice-results')).fill(text.changed);
      await field(anna, say('library-note')).fill(text.note);
      await press(anna, say('library-save-changes'));
      await told(anna, say('library-done-changed'));
      await arrives(boris, at.sheet, text.changed);
      await boris.getByRole('link', { name: say('library-history-link') }).click();
      await boris.getByRole('link', { name: say('library-history-version', { n: 1 }) }).click();
      await boris.getByText(text.practice.results).first().waitFor();
      await look(boris);
    });

    await step('she withdraws a mistake, and nothing is left of it there', async () => {
      const mistake = await life.ask(anna, home, at.here, text.mistake);
      await arrives(boris, at.there, text.mistake.title);
      await boris.getByRole('link', { name: text.mistake.title }).first().click();
      await boris.getByText(text.mistake.body).first().waitFor();
      const copy = new URL(boris.url()).pathname;
      await anna.goto(mistake);
      await life.deed(anna, home, anna.locator('article.post').first(), say('conversation-withdraw'));
      await press(anna, say('conversation-withdraw-confirm'));
      await told(anna, say('conversation-done-withdrawn'));
      const end = Date.now() + CROSSING;
      while ((await boris.goto(copy)).status() !== 410) {
        assert.ok(Date.now() < end, 'the copy is still there');
        await boris.waitForTimeout(150);
      }
      await boris.getByRole('heading', { level: 1, name: say('discussions-gone') }).waitFor();
      assert.equal(await boris.getByText(text.mistake.body).count(), 0);
      await look(boris);
    });

    await step('she follows a colleague and reads him at home', async () => {
      await anna.goto(at.here);
      await anna.getByRole('link', { name: text.member.name }).first().click();
      await anna.getByRole('heading', { level: 1, name: text.member.name }).waitFor();
      await look(anna);
      await press(anna, say('follow-button'), { exact: false });
      await told(anna, say('follow-done-requested'));
      const profile = new URL(anna.url()).pathname;
      await arrives(anna, profile, say('follow-on'));
      await life.ask(boris, away, at.there, { title: text.reason, body: text.report });
      await arrives(anna, '/following', text.reason);
      await look(anna);
      // The administrator of her server sees how the other one is doing.
      await anna.goto('/admin/federation');
      await anna.getByText(away.host).first().waitFor();
      await look(anna);
    });

    await step('what cannot be found is said', async () => {
      await anna.goto(`/search?q=${encodeURIComponent(`!nobody@${away.host}`)}`);
      await anna.getByText(say('lookup-nothing')).first().waitFor();
      await look(anna);
      await anna.goto(`/search?q=${encodeURIComponent('!nobody@gone.localhost:9')}`);
      await anna.getByText(say('lookup-silent')).first().waitFor();
      const visitor = listen(await openPage({ city: home.city }));
      await visitor.goto(`/search?q=${encodeURIComponent(`!nobody@${away.host}`)}`);
      await visitor.getByText(say('lookup-sign-in')).first().waitFor();
      await look(visitor);
    });
  });
}
