// The helpers that read messages notice what they are meant to notice.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { foreignWords, messages, sayer } from './words.mjs';

test('messages are said as the server says them', () => {
  const [en, bg] = [sayer('en'), sayer('bg')];
  assert.equal(en('sign-in'), 'Sign in');
  assert.equal(en('form-errors', { n: 1 }), 'Correct one thing to continue');
  assert.equal(en('form-errors', { n: 3 }), 'Correct 3 things to continue');
  assert.match(bg('form-errors', { n: 3 }), /3/);
  assert.notEqual(bg('sign-up-name.hint'), en('sign-up-name.hint'));
  assert.throws(() => en('no-such-message'), /no message no-such-message/);
  assert.deepEqual([...messages('en').keys()].sort(), [...messages('bg').keys()].sort());
});

test('what no reader of a language should see is noticed', () => {
  for (const lang of ['bg', 'en']) {
    assert.equal(foreignWords('communities-form-name', lang).length > 0, true);
    assert.equal(foreignWords('sign-in', lang).length > 0, true);
    assert.equal(foreignWords('sector-invented', lang).length > 0, true);
  }
  assert.deepEqual(foreignWords('You may sign-in here, one-stop.', 'en'), []);
  assert.deepEqual(foreignWords('Вход', 'en'), ['Cyrillic letters']);
  assert.deepEqual(foreignWords('Search', 'bg'), ['English: search']);
  assert.deepEqual(foreignWords('@people_search, search@people.example, Guildhall', 'bg'), []);
});
