// A city: one Guildhall server with a database of its own.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PATIENCE = 60_000;
const LISTENING = /http:\/\/127\.0\.0\.1:\d+/;
const SETUP_LINK = /http:\/\/127\.0\.0\.1:\d+\/setup\?token=[^\s"']+/;

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
// By default these end the process without the event above, and the servers would stay.
for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]]) {
  process.once(signal, () => process.exit(128 + number));
}

/**
 * Starts a server that has not been set up yet, and waits until it listens.
 *
 * @param {object} [options]
 * @param {'sqlite' | 'postgres'} [options.database]
 * @param {string} [options.lang] the language pages are asked for in, unless a page says otherwise
 * @param {Record<string, string>} [options.env] further settings of the server
 * @param {string} [options.program] the server, `GUILDHALL_BIN` by default
 * @returns {Promise<City>}
 */
export async function startCity({ database = 'sqlite', lang = 'en', env = {}, program } = {}) {
  assert.ok(['sqlite', 'postgres'].includes(database), `no such database: ${database}`);
  const file = program ?? setting('GUILDHALL_BIN');
  const store = database === 'postgres' ? await newDatabase() : undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'guildhall-city-'));
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GUILDHALL_'));
  const child = spawn(file, ['serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(inherited),
      GUILDHALL_DATA_DIR: dataDir,
      GUILDHALL_LISTEN: '127.0.0.1:0',
      ...(store && { GUILDHALL_DATABASE_URL: store.url }),
      ...env,
    },
  });
  const city = new City(child, { database, lang, dataDir, store });
  try {
    const [address] = await city.printed(LISTENING);
    city.origin = new URL(address).origin;
  } catch (error) {
    await city.remove();
    throw error;
  }
  return city;
}

/** A running server. `origin` is where it listens, such as `http://127.0.0.1:40123`. */
class City {
  #child;
  #ended;
  #store;
  #standardOutput = '';
  #allOutput = '';
  #waiting = new Set();

  constructor(child, { database, lang, dataDir, store }) {
    this.#child = child;
    this.#store = store;
    this.database = database;
    this.lang = lang;
    this.dataDir = dataDir;
    this.origin = undefined;
    running.add(child);
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(`could not be started: ${error.message}`));
      child.once('close', (code, signal) => resolve(`ended with ${signal ?? code}`));
    });
    this.#ended.then(() => {
      running.delete(child);
      this.#tell();
    });
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        this.#allOutput += text;
        if (stream === 'stdout') this.#standardOutput += text;
        this.#tell();
      });
    }
  }

  /** The process id of the server. */
  get pid() {
    return this.#child.pid;
  }

  /** What the server printed so far, on both streams. */
  get output() {
    return this.#allOutput;
  }

  /** The link that makes its visitor the first administrator, printed until set-up is done. */
  async setupLink() {
    const [link] = await this.printed(SETUP_LINK);
    return link;
  }

  /** Waits until a whole line on standard output matches, and returns the match. */
  async printed(pattern) {
    const ended = this.#ended.then((how) => ({ how }));
    const deadline = timeout(PATIENCE);
    try {
      for (;;) {
        const lines = this.#standardOutput.split('\n').slice(0, -1);
        const match = lines.map((line) => pattern.exec(line)).find(Boolean);
        if (match) return match;
        const news = new Promise((resolve) => this.#waiting.add(resolve));
        const event = await Promise.race([news, ended, deadline.promise]);
        if (event?.how) this.#fail(`the server ${event.how} before it printed ${pattern}`);
        if (event?.late) this.#fail(`the server did not print ${pattern} in ${PATIENCE} ms`);
      }
    } finally {
      deadline.clear();
    }
  }

  /** Stops the server. Throws when it had ended by itself, will not end, or panicked. */
  async stop() {
    const child = this.#child;
    const early = child.exitCode !== null || child.signalCode !== null;
    child.kill('SIGTERM');
    const deadline = timeout(PATIENCE);
    const late = await Promise.race([this.#ended, deadline.promise]).then((event) => event?.late);
    deadline.clear();
    await this.remove();
    if (early) this.#fail(`the server ${await this.#ended} before it was stopped`);
    if (late) this.#fail(`the server did not stop in ${PATIENCE} ms`);
    if (this.#allOutput.includes('panicked at')) this.#fail('the server panicked');
  }

  /** Ends the server at once and removes its files and database. */
  async remove() {
    this.#child.kill('SIGKILL');
    await this.#ended;
    await rm(this.dataDir, { recursive: true, force: true });
    await this.#store?.drop();
  }

  #tell() {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #fail(message) {
    assert.fail(`${message}\n${this.#allOutput}`);
  }
}

/** Makes an empty database on the cluster that `cargo xtask` started. */
async function newDatabase() {
  const maintenance = setting('GUILDHALL_TEST_POSTGRES');
  const name = `browser_${process.pid}_${randomBytes(4).toString('hex')}`;
  await sql(maintenance, `CREATE DATABASE "${name}" TEMPLATE template0`);
  const url = new URL(maintenance);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => sql(maintenance, `DROP DATABASE "${name}" WITH (FORCE)`),
  };
}

async function sql(url, statement) {
  const flags = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--dbname', url];
  await promisify(execFile)(setting('GUILDHALL_TEST_PSQL'), [...flags, '--command', statement]);
}

function setting(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set; run \`cargo xtask test --only browser\``);
  return value;
}

function timeout(milliseconds) {
  let timer;
  const promise = new Promise((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), milliseconds);
  });
  return { promise, clear: () => clearTimeout(timer) };
}
