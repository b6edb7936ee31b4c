// The words of the interface, read from `messages/`, so that tests look for what a reader sees.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../messages/', import.meta.url));
const LATIN_WORD = /[A-Za-z]{3,}/g;

const loaded = new Map();

/** The messages of one language: `key` and `key.attribute` with their patterns as written. */
export function messages(lang) {
  if (!loaded.has(lang)) {
    const all = new Map();
    const files = readdirSync(join(FOLDER, lang)).filter((name) => name.endsWith('.ftl'));
    for (const file of files) parse(readFileSync(join(FOLDER, lang, file), 'utf8'), all);
    loaded.set(lang, all);
  }
  return loaded.get(lang);
}

/**
 * Says messages of a language: `say('sign-in')`, `say('person-about', { name: 'Elena' })`. Plurals
 * are chosen by the argument `n`.
 */
export function sayer(lang) {
  const all = messages(lang);
  const plural = new Intl.PluralRules(lang);
  return (key, args = {}) => {
    const pattern = all.get(key);
    assert.ok(pattern !== undefined, `there is no message ${key} in ${lang}`);
    return chosen(pattern, args, plural)
      .replace(/\{\s*\$(\w+)\s*\}/g, (_, name) => {
        assert.ok(name in args, `${key} needs $${name}`);
        return args[name];
      })
      .replace(/\{\s*"([^"]*)"\s*\}/g, '$1');
  };
}

/**
 * What in a text of the interface cannot be meant for a reader of `lang`: keys of messages, and
 * words of the other language. Empty when all is well.
 */
export function foreignWords(text, lang) {
  const found = [];
  for (const word of text.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:\.[a-z]+)?/g) ?? []) {
    if (isKey(word, text)) found.push(`the key ${word}`);
  }
  if (lang === 'bg') {
    const own = latinWords('bg');
    const foreign = latinWords('en');
    // Addresses and short names are the same in every language.
    const words = text.replace(/\S*[@/_]\S*/g, ' ').toLowerCase().match(LATIN_WORD) ?? [];
    const english = words.filter((word) => foreign.has(word) && !own.has(word));
    if (english.length > 0) found.push(`English: ${english.join(' ')}`);
  } else if (/\p{Script=Cyrillic}/u.test(text)) {
    found.push('Cyrillic letters');
  }
  return found;
}

/** Known keys with a hyphen, and what begins as they do and stands alone. */
function isKey(word, text) {
  const all = messages('en');
  // Keys of one hyphen may be words, such as “sign-in” inside of a sentence.
  if (all.has(word)) return word.split('-').length > 2 || word === text.trim();
  const family = word.slice(0, word.indexOf('-') + 1);
  return word === text.trim() && [...all.keys()].some((key) => key.startsWith(family));
}

const vocabularies = new Map();

function latinWords(lang) {
  if (!vocabularies.has(lang)) {
    const words = new Set();
    for (const pattern of messages(lang).values()) {
      const text = pattern.replace(/\[\w+\]|\$\w+/g, ' ').toLowerCase();
      for (const word of text.match(LATIN_WORD) ?? []) words.add(word);
    }
    vocabularies.set(lang, words);
  }
  return vocabularies.get(lang);
}

/** As much of Fluent's syntax as the messages use. */
function parse(source, into) {
  let key;
  let current;
  const keep = (name, value) => {
    current = name;
    if (value !== '') into.set(name, value);
  };
  for (const line of source.split('\n')) {
    const message = /^([a-z][\w-]*)\s*=\s?(.*)$/.exec(line);
    const attribute = /^\s+\.([a-z][\w-]*)\s*=\s?(.*)$/.exec(line);
    if (line.startsWith('#') || line.trim() === '') continue;
    if (message) {
      key = message[1];
      keep(key, message[2].trim());
    } else if (attribute) {
      keep(`${key}.${attribute[1]}`, attribute[2].trim());
    } else if (current) {
      into.set(current, `${into.get(current) ?? ''}\n${line.trim()}`.trim());
    }
  }
}

function chosen(pattern, args, plural) {
  const select = /\{\s*\$(\w+)\s*->\s*([^]*?)\n\}/.exec(pattern);
  if (!select) return pattern.replace(/\n/g, ' ');
  const value = args[select[1]];
  const variants = [...select[2].matchAll(/^(\*?)\[(\w+)\]\s?(.*)$/gm)];
  const named = (name) => variants.find((variant) => variant[2] === name);
  const fallback = variants.find((variant) => variant[1] === '*');
  const variant = named(String(value)) ?? named(plural.select(Number(value))) ?? fallback;
  const after = select.index + select[0].length;
  return pattern.slice(0, select.index) + variant[3] + pattern.slice(after);
}
