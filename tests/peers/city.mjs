// A city of Guildhall and somebody in it, who uses its forms without a browser.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Starts a program; returns the first thing that `read` finds in a line, and all it has printed so far. */
export async function start(t, command, args, { read, ...options }) {
  const program = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  let output = '';
  const ended = new Promise((resolve) => program.once('close', resolve));
  program.once('error', (error) => (output += error.message));
  process.once('exit', () => program.kill('SIGKILL'));
  program.stderr.on('data', (text) => (output += text));
  t.after(async () => {
    program.kill();
    await ended;
    assert.ok(!output.includes('panicked at'), output);
  });
  const lines = createInterface({ input: program.stdout });
  for await (const line of lines) {
    output += `${line}\n`;
    const told = read(line);
    if (!told) continue;
    // Whoever ends the loop closes the stream, and a full pipe would hold the program up.
    program.stdout.on('data', (text) => (output += text)).resume();
    return { told, output: () => output };
  }
  await ended;
  throw new Error(`${command} ended before it was ready\n${output}`);
}

/** A city that has been set up under a name on this machine, with its administrator signed in. */
export async function startCity(t, { name, program, settings = {} }) {
  assert.ok(program, 'GUILDHALL_BIN is not set');
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-peers-'));
  const { HOME, PATH } = process.env;
  const server = start(t, program, ['serve'], {
    env: { HOME, PATH, GUILDHALL_DATA_DIR: folder, GUILDHALL_LISTEN: '127.0.0.1:0', ...settings },
    read: (line) => /http:\S+\/setup\?token=\S+/.exec(line)?.[0],
  });
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { told, output } = await server;
  const { port, searchParams } = new URL(told);
  const person = new Visitor(`http://${name}.localhost:${port}`, output);
  await person.post('/setup', {
    token: searchParams.get('token'),
    'name.en': 'A city by the river',
    level: 'local',
    country: 'BG',
    languages: 'en',
    default_lang: 'en',
    timezone: 'Europe/Sofia',
    registration: 'invitation',
    origin: person.origin,
    administrator_name: 'Ruth Gardener',
    email: 'ruth@example.org',
    password: 'seven yellow lamps above the river',
  });
  return person;
}

/** Somebody with a browser that has no JavaScript. */
class Visitor {
  #cookies = new Map();

  constructor(origin, output) {
    this.output = output;
    this.origin = origin;
    this.host = new URL(origin).host;
  }

  /** The page at a path, whatever redirects lead there. */
  async get(path) {
    const answer = await this.#ask('GET', path);
    return answer.location ? this.get(answer.location) : answer;
  }

  /** Sends a form; returns where it leads. */
  async post(path, fields = {}) {
    const answer = await this.#ask('POST', path, new URLSearchParams(fields).toString());
    assert.equal(answer.status, 303, `${path} is answered with ${answer.status}\n${answer.text}`);
    return answer.location;
  }

  #ask(method, path, body) {
    const headers = {
      host: this.host,
      origin: this.origin,
      'accept-language': 'en',
      accept: 'text/html',
      cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; '),
      ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const { port } = new URL(this.origin);
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, key, value] = /^([^=]+)=([^;]*)/.exec(line);
          this.#cookies.set(key, value);
        }
        const text = Buffer.concat(await Array.fromAsync(answer)).toString();
        const there = answer.headers.location && new URL(answer.headers.location, this.origin);
        const location = there && there.pathname + there.search;
        resolve({ status: answer.statusCode, text, path, location });
      });
      asked.once('error', reject).end(body);
    });
  }
}
