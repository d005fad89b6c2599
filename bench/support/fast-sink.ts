import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A merchant's server that takes everything at once. `GET /` tells how many it has taken. Prints its address. */
let taken = 0;
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(String(taken));
    return;
  }
  request.resume();
  request.on('end', () => {
    taken += 1;
    response.end('{"ok":true}');
  });
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
