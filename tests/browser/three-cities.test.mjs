// A mentoring programme over three instances, by hand: a network that coordinates it, a city that helps and a city
// that is helped; from the call to the practice that comes of it and the report for whoever pays.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choice, field, group, press, told } from './forms.mjs';
import { openPage } from './lib.mjs';
import * as life from './life.mjs';
import { texts } from './texts.mjs';
import { arrives, telling, town } from './towns.mjs';

const stories = {
  en: {
    network: { city: 'Network of Cities', administrator: { name: 'Matilda Sommer', email: 'matilda@example.org', password: 'nine grey herons wait by the weir' } },
    helping: { city: 'Ruse on the Danube', administrator: { name: 'Boris Kranz', email: 'boris@example.org', password: 'four green barges pass at noon' } },
    helped: { city: 'Vidin on the Danube', administrator: { name: 'Anna Reiter', email: 'anna@example.org', password: 'two white storks above the tower' } },
    programme: { title: 'Cities learn from cities', summary: 'One year, pairs of cities, small grants.', body: 'Apply, and we bring you together.', rules: 'At most three goals. Both sign.' },
    need: 'We look for a city that has opened one counter for newcomers.',
    give: 'We opened one counter and know what can be left out.',
    welcome: 'You take part. Welcome.',
    invitation: 'We would like you to help another city.',
    agreement: { title: 'One counter in Vidin', summary: 'From the plan to the opening.', goal: 'The counter is open three days a week', measure: 'A decision of the council', more: 'Two mediators work there', moreMeasure: 'Two contracts', rhythm: 'every six weeks', mentor: 'Asks, and shows what went wrong.', mentee: 'Brings one real question.', trust: 'No names of residents.', exit: 'One message is enough.' },
    meetings: ['What do people ask at the counter?', 'A day at the counter', 'What remains to be done'],
    note: 'Ask who pays for the chairs.',
    message: 'We have found a room for the counter.',
    report: 'We sat beside the officer for a day. **Three of ten** came for the second time.',
    helped_with: 'The questions were better than answers.',
    lessons: { mentee: 'We should have asked the officers first.', mentor: 'Every counter begins with its opening hours.' },
    problem: 'Newcomers were sent from office to office.',
    approach: 'One counter, opened with the help of another city.',
  },
  bg: {
    network: { city: 'Мрежа на градовете', administrator: { name: 'Матилда Летникова', email: 'matilda@example.org', password: 'девет сиви чапли чакат край бента' } },
    helping: { city: 'Русе край Дунава', administrator: { name: 'Борис Кранев', email: 'boris@example.org', password: 'четири зелени шлепа минават по обед' } },
    helped: { city: 'Видин край Дунава', administrator: { name: 'Анна Ездачева', email: 'anna@example.org', password: 'два бели щъркела над кулата' } },
    programme: { title: 'Градовете се учат от градове', summary: 'Една година, двойки градове, малки грантове.', body: 'Кандидатствайте и ще Ви свържем.', rules: 'Най-много три цели. Подписват и двете страни.' },
    need: 'Търсим град, който е открил едно гише за новодошли.',
    give: 'Открихме едно гише и знаем какво може да се пропусне.',
    welcome: 'Вие участвате. Добре дошли.',
    invitation: 'Бихме искали да помогнете на друг град.',
    agreement: { title: 'Едно гише във Видин', summary: 'От плана до откриването.', goal: 'Гишето работи три дни седмично', measure: 'Решение на съвета', more: 'Там работят двама медиатори', moreMeasure: 'Два договора', rhythm: 'на всеки шест седмици', mentor: 'Пита и показва какво не се е получило.', mentee: 'Носи по един истински въпрос.', trust: 'Без имена на жители.', exit: 'Стига едно съобщение.' },
    meetings: ['Какво питат хората на гишето?', 'Един ден на гишето', 'Какво остава да се направи'],
    note: 'Да попитам кой плаща столовете.',
    message: 'Намерихме стая за гишето.',
    report: 'Седяхме един ден до служителя. **Трима от десет** дойдоха за втори път.',
    helped_with: 'Въпросите бяха по-полезни от отговорите.',
    lessons: { mentee: 'Трябваше първо да попитаме служителите.', mentor: 'Всяко гише започва с работното си време.' },
    problem: 'Новодошлите обикаляха от служба в служба.',
    approach: 'Едно гише, открито с помощта на друг град.',
  },
};

const path = (page) => new URL(page.url()).pathname;
const day = (days) => {
  const at = new Date(Date.now() + days * 86_400_000);
  return `${at.getDate()}.${at.getMonth() + 1}.${at.getFullYear()}`;
};

for (const [lang, databases] of [
  ['bg', ['sqlite', 'postgres', 'sqlite']],
  ['en', ['postgres', 'sqlite', 'postgres']],
]) {
  test(`three cities (${lang})`, async (t) => {
    const story = stories[lang];
    const place = (name, n, own) =>
      town(t, name, { database: databases[n], lang, text: { ...texts[lang], ...own } });
    const network = await place('mrezha', 0, story.network);
    const helping = await place('ruse', 1, story.helping);
    const helped = await place('vidin', 2, story.helped);
    const { say } = network;
    const [matilda, boris, anna] = [network.page, helping.page, helped.page];
    const at = {};
    const { step, look } = telling(t, lang);
    const fill = async (page, values) => {
      for (const [key, value] of Object.entries(values)) await field(page, say(key)).fill(value);
    };
    const pick = async (page, legend, words) => {
      const fold = group(page, say(legend)).locator('details:not([open]) > summary');
      if (await fold.count()) await fold.first().click();
      await choice(group(page, say(legend)), say(words)).check();
    };
    /** Goes on from a page by a link. */
    const follow = async (page, link) => {
      await Promise.all([page.waitForEvent('load'), link.click()]);
    };
    const link = (page, words) => page.getByRole('main').getByRole('link', { name: words }).first();

    await step('the network publishes a call', async () => {
      const programme = story.programme;
      await matilda.goto('/mentoring/new?kind=mentoring-programme');
      await fill(matilda, {
        'mentoring-programme-title': programme.title,
        'mentoring-programme-summary': programme.summary,
        'mentoring-programme-body': programme.body,
      });
      await look(matilda);
      await press(matilda, say('library-continue'));
      await pick(matilda, 'library-sectors', 'sector-one-stop-services');
      await pick(matilda, 'mentoring-programme-stand', 'mentoring-programme-stand-open');
      await fill(matilda, {
        'mentoring-programme-period-start': day(-60),
        'mentoring-programme-period-end': day(300),
        'mentoring-programme-capacity': '7',
        'mentoring-programme-grant-max': '9000',
      });
      await press(matilda, say('library-continue'));
      await fill(matilda, { 'mentoring-programme-rules': programme.rules });
      await press(matilda, say('library-continue'));
      await press(matilda, say('library-continue'));
      while (await matilda.getByRole('button', { name: say('library-continue-on') }).count()) {
        await press(matilda, say('library-continue-on'));
      }
      await press(matilda, say('library-publish'));
      await matilda.getByRole('heading', { level: 1, name: programme.title }).waitFor();
      at.call = new URL(matilda.url()).href;
      await look(matilda);
      await follow(matilda, link(matilda, say('programme-coordinate')));
      at.programme = path(matilda);
      await look(matilda);
    });

    await step('one city is invited, the other finds the call; both apply', async () => {
      const profile = boris.locator('header').getByRole('link', { name: say('menu-profile'), includeHidden: true });
      const handle = (await profile.first().getAttribute('href')).split('/').pop().replace('@', '');
      await fill(matilda, {
        'programme-invite-with': `@${handle}@${helping.host}`,
        'programme-invite-text': story.invitation,
      });
      await press(matilda, say('programme-invite-send'));
      await told(matilda, say('programme-done-invited'));
      await arrives(boris, '/mentoring/workspaces', story.programme.title);
      await look(boris);
      await follow(boris, link(boris, story.programme.title));
      await boris.getByText(story.invitation).waitFor();
      at.helping = path(boris);
      await look(boris);
      await follow(boris, link(boris, say('apply-begin')));
      await anna.goto('/');
      await anna.locator('.site-search input').fill(at.call);
      await Promise.all([anna.waitForURL('**/mentoring/**'), anna.keyboard.press('Enter')]);
      await follow(anna, link(anna, say('apply-begin')));
      await look(anna);
      // What was forgotten is said, and nothing typed is lost.
      await fill(anna, { 'application-need': story.need });
      await press(anna, say('apply-send'));
      await anna.locator('.err-summary').waitFor();
      assert.equal(await field(anna, say('application-need')).inputValue(), story.need);
      await look(anna);
      for (const [page, role, need] of [
        [boris, 'mentor', story.give],
        [anna, 'mentee', story.need],
      ]) {
        const country = texts[lang].practice.country;
        await pick(page, 'apply-sectors', 'sector-one-stop-services');
        await pick(page, 'application-role', `application-role-${role}`);
        await fill(page, { 'application-need': need });
        await pick(page, 'application-stages', 'application-stages-implementation');
        await pick(page, 'mentoring-language', `language-${lang}`);
        await pick(page, 'mentoring-form', 'mentoring-form-online');
        await pick(page, 'mentoring-form', 'mentoring-form-visit');
        await field(page, say('mentoring-country')).selectOption({ label: country });
        await press(page, say('apply-send'));
        await told(page, say('apply-done'));
        await look(page);
      }
      at.helped = path(anna);
    });

    await step('the network takes both and asks with whom they would like to work', async () => {
      await arrives(matilda, at.programme, say('programme-task-decide', { n: 2 }));
      const names = [story.helping.city, story.helped.city];
      for (const name of names) {
        await matilda.goto(at.programme);
        await follow(matilda, matilda.locator('[aria-labelledby=applications]').getByRole('link', { name }));
        await look(matilda);
        await pick(matilda, 'application-decide-state', 'application-state-accepted');
        await fill(matilda, { 'application-decide-text': story.welcome });
        await press(matilda, say('application-decide-save'));
        await told(matilda, say('application-done-decided'));
      }
      await matilda.goto(at.programme);
      await press(matilda, say('programme-round-begin'));
      await told(matilda, say('programme-done-asked'));
      for (const [page, home, other] of [
        [boris, at.helping, story.helped.city],
        [anna, at.helped, story.helping.city],
      ]) {
        await arrives(page, home, say('application-wishes-lead'));
        await page.getByText(story.welcome).first().waitFor();
        await field(page, say('wish-choice', { name: other })).selectOption({ label: say('wish-1') });
        await look(page);
        await press(page, say('application-wishes-save'));
        await told(page, say('application-done-wished'));
      }
    });

    await step('it brings the two together, with reasons that both can read', async () => {
      await arrives(matilda, at.programme, say('programme-wished'), 2);
      await press(matilda, say('programme-round-end'));
      await follow(matilda, link(matilda, say('matching-title')));
      const pair = matilda.locator('[data-pair]');
      await pair.getByText(say('matching-preference-yes')).waitFor();
      await look(matilda);
      await pair.getByLabel(say('matching-grant')).fill('8000');
      await press(matilda, say('matching-decide'), { exact: false, within: pair });
      await told(matilda, say('programme-done-paired'));
      await look(matilda);
      await arrives(anna, at.helped, say('application-match', { name: story.helping.city }));
      await anna.locator('summary', { hasText: say('matching-why') }).click();
      await look(anna);
    });

    await step('they sign an agreement and amend it once', async () => {
      const words = story.agreement;
      await follow(anna, link(anna, say('application-begin')));
      await look(anna);
      await press(anna, say('workspace-begin'));
      await told(anna, say('workspace-done-begun'));
      at.workHelped = path(anna);
      await anna.goto(`${at.workHelped}/agreement/edit`);
      await fill(anna, {
        'agreement-name': words.title,
        'agreement-summary': words.summary,
        'agreement-starts': day(-40),
        'agreement-ends': day(200),
        'agreement-rhythm': words.rhythm,
        'agreement-mentor-role': words.mentor,
        'agreement-mentee-role': words.mentee,
        'agreement-confidentiality': words.trust,
        'agreement-exit': words.exit,
      });
      await pick(anna, 'agreement-topics', 'sector-one-stop-services');
      await pick(anna, 'agreement-languages', `language-${lang}`);
      const goal = (n) => anna.getByRole('group', { name: say('agreement-goals-row', { n }) });
      await field(goal(1), say('agreement-goals-text')).fill(words.goal);
      await field(goal(1), say('agreement-goals-measure')).fill(words.measure);
      await look(anna);
      await press(anna, say('agreement-propose'));
      await told(anna, say('agreement-done-proposed'));
      await arrives(boris, '/mentoring/workspaces', say('workspace-waits'));
      await follow(boris, boris.locator('#workspaces a').first());
      at.workHelping = path(boris);
      await boris.goto(`${at.workHelping}/agreement`);
      await look(boris);
      await press(boris, say('agreement-sign'));
      await told(boris, say('agreement-done-signed'));
      await arrives(anna, `${at.workHelped}/agreement`, say('agreement-binds'));
      // He wants a second goal, and she signs.
      await arrives(boris, `${at.workHelping}/agreement`, say('agreement-binds'));
      await follow(boris, link(boris, say('agreement-amend')));
      const second = boris.getByRole('group', { name: say('agreement-goals-row', { n: 2 }) });
      await field(second, say('agreement-goals-text')).fill(words.more);
      await field(second, say('agreement-goals-measure')).fill(words.moreMeasure);
      await press(boris, say('agreement-propose'));
      await arrives(anna, `${at.workHelped}/agreement`, say('agreement-open'));
      await press(anna, say('agreement-sign'));
      await arrives(boris, `${at.workHelping}/agreement`, say('agreement-former'));
      await look(boris);
      await arrives(boris, at.workHelping, words.more);
      await arrives(anna, at.workHelped, words.more);
    });

    await step('a note that she has begun outlives the message that she sends', async () => {
      await anna.goto(at.workHelped);
      const note = field(anna, say('workspace-note'));
      const kept = anna.locator('form[action$="/note"] .kept');
      const send = () =>
        press(anna, say('workspace-send'), { within: anna.locator('form[action$="/messages"]') });
      const isKept = async () => {
        await kept.getByText(say('form-kept')).waitFor();
        assert.equal(await note.inputValue(), story.note);
      };
      await note.fill(story.note);
      // Without a text it is refused, and the page stands at another address.
      await send();
      await anna.locator('.err-summary').waitFor();
      await isKept();
      await look(anna);
      await field(anna, say('workspace-say')).fill(story.message);
      await send();
      await told(anna, say('workspace-done-said'));
      assert.equal(path(anna), at.workHelped);
      await isKept();
      await press(anna, say('workspace-note-save'));
      await told(anna, say('workspace-done-noted'));
      assert.equal(await kept.count(), 0);
      assert.equal(await note.inputValue(), story.note);
    });

    await step('they meet three times, once on the spot, and write a report of the visit', async () => {
      for (const [n, title] of story.meetings.entries()) {
        const [page, home] = n === 1 ? [boris, at.workHelping] : [anna, at.workHelped];
        await page.goto(`${home}/session/new`);
        await fill(page, {
          'session-title': title,
          'session-date': day(-30 + n * 10),
          'session-minutes': n === 1 ? '420' : '90',
          'session-rating': '4',
        });
        await pick(page, 'session-state', 'session-state-held');
        await pick(page, 'session-mode', n === 1 ? 'session-mode-visit' : 'session-mode-online');
        if (n === 1) {
          await pick(page, 'session-phase', 'session-phase-consolidate');
          await fill(page, { 'session-report': story.report });
        }
        await look(page);
        await press(page, say('workspace-save'));
        await told(page, say('workspace-done-saved'));
      }
      for (const title of story.meetings) {
        await arrives(anna, at.workHelped, title);
        await arrives(boris, at.workHelping, title);
      }
      await anna.locator('summary', { hasText: say('session-report') }).click();
      await anna.locator('.text strong').first().waitFor();
      await look(anna);
    });

    await step('they give feedback, close, and a practice comes of it', async () => {
      for (const [page, home, lessons] of [
        [anna, at.workHelped, story.lessons.mentee],
        [boris, at.workHelping, story.lessons.mentor],
      ]) {
        await page.goto(`${home}/feedback/new`);
        await pick(page, 'feedback-moment', 'feedback-moment-end');
        await fill(page, { 'feedback-satisfaction': '5', 'feedback-helped': story.helped_with });
        await look(page);
        await press(page, say('workspace-save'));
        await page.goto(`${home}/closing/own`);
        await fill(page, { 'closing-lessons': lessons });
        await press(page, say('workspace-save'));
        await told(page, say('workspace-done-saved'));
      }
      await arrives(anna, at.workHelped, say('workspace-closed'));
      await look(anna);
      await press(anna, say('workspace-practice'));
      const practice = texts[lang].practice;
      const scene = { ...helped, text: { ...helped.text, practice: { ...practice, title: story.agreement.title, summary: story.agreement.summary, problem: story.problem, approach: story.approach } } };
      await life.promise(anna, scene);
      const one = (legend, words) => choice(group(anna, say(legend)), say(words)).check();
      await one('practice-target-groups', 'practice-target-groups-newcomers');
      await fill(anna, { 'practice-city': practice.city });
      await field(anna, say('practice-country')).selectOption({ label: practice.country });
      await one('practice-cost-band', 'practice-cost-band-5k-20k');
      await one('practice-status', 'practice-status-running');
      await one('practice-outcome', 'practice-outcome-worked');
      await one('practice-evidence-grade', 'practice-evidence-grade-described');
      await one('practice-stage', 'practice-stage-implementation');
      await press(anna, say('library-continue'));
      for (const go of [life.story, life.results, life.kit, life.files]) await go(anna, scene);
      await life.publish(anna, scene);
      await anna.getByText(story.lessons.mentee).first().waitFor();
      await look(anna);
    });

    await step('the network has its report, and nothing that the two wrote', async () => {
      await arrives(matilda, at.programme, say('workspace-stage-closed'));
      await look(matilda);
      const shown = await matilda.locator('main').innerText();
      for (const secret of [...story.meetings, story.helped_with, story.agreement.goal]) {
        assert.ok(!shown.includes(secret), secret);
      }
      await follow(matilda, link(matilda, say('programme-report')));
      const report = await matilda.locator('main').innerText();
      assert.ok(report.includes(lang === 'bg' ? '8000' : '8,000'), report);
      // Three meetings of 90, 420 and 90 minutes.
      assert.ok(/\b10\b/.test(report), report);
      await look(matilda);
      for (const [page, home] of [[anna, at.helped], [boris, at.helping]]) {
        await page.goto(home);
        await page.getByText(say('application-reports')).first().waitFor();
        await look(page);
      }
      // Nobody who is not signed in finds a trace anywhere.
      for (const [scene, address] of [[network, at.programme], [helped, at.workHelped], [helping, at.workHelping], [helped, at.helped]]) {
        const visitor = await openPage({ city: scene.city });
        await visitor.goto(address);
        const seen = await visitor.locator('main').innerText();
        assert.ok(!seen.includes(story.agreement.title) && !seen.includes(story.need), seen);
      }
    });
  });
}
