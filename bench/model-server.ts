import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messagesEvents } from '../test/integration/model-proxy/local-provider.ts';

/** The floor of the model measurements: a provider that answers every request with one short stream, at once. */
const EVENTS = messagesEvents({ text: 'All is well with the project.' }).join('');

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(EVENTS);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
