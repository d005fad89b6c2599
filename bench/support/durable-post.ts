import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import Database from 'better-sqlite3';
import { Hono } from 'hono';

/**
 * The limit of this machine for a durable request: parse a JSON body, insert one row, answer when it is on disk. Inserts of
 * one turn of the event loop share a commit, as in the gateway's store. Prints its address.
 */
const database = new Database(process.argv[2] ?? ':memory:');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE request (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO request (body) VALUES (?)');
let queue: { readonly body: string; readonly done: () => void }[] = [];

function flush(): void {
  const batch = queue;
  queue = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { body } of batch) insert.run(body);
  database.exec('COMMIT');
  for (const { done } of batch) done();
}

const app = new Hono();
app.post('/', async (c) => {
  const body = await c.req.json();
  await new Promise<void>((done) => {
    if (queue.length === 0) setImmediate(flush);
    queue.push({ body: JSON.stringify(body), done });
  });
  return c.json({ ok: true });
});

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
