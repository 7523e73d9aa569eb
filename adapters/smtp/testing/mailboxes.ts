import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { ChannelService, SeenMessage } from '../../../ports/conformance/channel-harness.ts';
import type { ServiceFault } from '../../../ports/conformance/stand-in-server.ts';
import { openMailServer, type SeenMail } from './mail-server.ts';

/** What our own mails are made of; anything else in one was made by words that are not ours. */
const OWN_TAGS = new Set(['html', 'head', 'meta', 'title', 'body', 'h1', 'h2', 'pre', 'p', 'a']);

/** A mail server with mailboxes that people read, behind a line that a test can break. */
export async function openMailboxes(
  t: Pick<TestContext, 'after'>,
  { unknown }: { readonly unknown: string },
): Promise<{ readonly service: ChannelService; readonly port: number }> {
  let fault: ServiceFault | null = null;
  let calls = 0;
  const failing = (on: ServiceFault, responseCode: number) => (done: (error?: Error) => void) =>
    done(fault === on ? Object.assign(new Error('refused'), { responseCode }) : undefined);
  const { port: inner, seen } = await openMailServer(t, {
    onAuth: ({ username }, _session, done) =>
      failing('refused-token', 535)((error) => (error === undefined ? done(null, { user: username }) : done(error))),
    onRcptTo: ({ address }, _session, done) =>
      address === unknown
        ? done(Object.assign(new Error(`no mailbox ${address}`), { responseCode: 550 }))
        : failing('rate-limited', 451)(done),
    onMailFrom: (_address, _session, done) => failing('outage', 421)(done),
  });
  const sockets = new Set<Socket>();
  const line = createServer((socket) => {
    calls += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (fault === null || ['rate-limited', 'refused-token', 'outage'].includes(fault)) carry(socket, inner);
    else misbehave(fault, socket);
  });
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    line.close();
  });
  const service: ChannelService = {
    seen: () => distinct(seen).map(read),
    told: () => [],
    calls: () => calls,
    fail: (next) => {
      fault = next;
    },
  };
  return { service, port: (line.address() as AddressInfo).port };
}

function carry(socket: Socket, port: number): void {
  const server = connect(port, '127.0.0.1');
  server.on('error', () => socket.destroy());
  socket.on('close', () => server.destroy());
  server.on('close', () => socket.destroy());
  socket.pipe(server).pipe(socket);
}

function misbehave(fault: ServiceFault, socket: Socket): void {
  if (fault === 'reset') socket.destroy();
  else if (fault === 'page') socket.end('HTTP/1.1 200 OK\r\n\r\n<html>sign in</html>');
  else if (fault === 'null') socket.end('null\r\n');
  else if (fault === 'elsewhere') socket.end('421 this host is elsewhere now\r\n');
  else if (fault === 'half') socket.end('220 gate.exam');
  else if (fault === 'endless') {
    const block = Buffer.from(`220-${'x'.repeat(500)}\r\n`.repeat(100));
    const more = (): void => {
      while (!socket.destroyed && socket.write(block));
    };
    socket.on('drain', more);
    more();
  }
}

/** A mailbox keeps one mail of those with one Message-ID. */
function distinct(seen: readonly SeenMail[]): readonly SeenMail[] {
  return [...new Map(seen.map((mail) => [mail.mail.messageId ?? '', mail])).values()];
}

function read({ to, mail }: SeenMail): SeenMessage {
  const html = mail.html ?? '';
  const tags = [...html.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)/g)].map((match) => (match[1] ?? '').toLowerCase());
  const live = [
    ...tags.filter((tag) => !OWN_TAGS.has(tag) || tag === 'a'),
    ...mail.attachments.map(({ mimeType }) => mimeType),
  ];
  return {
    place: to.join(),
    reference: mail.messageId ?? '',
    text: (mail.text ?? '').replaceAll('\r\n', '\n'),
    live,
    buttons: [],
  };
}
