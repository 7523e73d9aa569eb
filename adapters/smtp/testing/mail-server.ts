import { generateKeyPairSync } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { makeCertificate } from '../../../ingress/egress-proxy/certificate.ts';

/** A mail as a mailbox gets it. */
export type SeenMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly isSecure: boolean;
  readonly user: string;
  readonly raw: string;
  readonly mail: Email;
};

/** A certificate for `localhost` and the authority that signed it, made for one run. */
export function makeTestCertificate(host = 'localhost'): {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
} {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = {
    issuer: 'test',
    signingKey: pair.privateKey,
    issuerKey: pair.publicKey,
    publicKey: pair.publicKey,
    notBeforeMs: Date.now() - 3_600_000,
    notAfterMs: Date.now() + 3_600_000,
  };
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: makeCertificate({ ...signed, subject: host, host }),
    ca: makeCertificate({ ...signed, subject: 'test', host: null }),
  };
}

/** An SMTP server for one test; without a certificate it speaks no TLS. */
export async function openMailServer(
  t: Pick<TestContext, 'after'>,
  options: SMTPServerOptions = {},
): Promise<{ readonly port: number; readonly seen: SeenMail[]; readonly stop: () => Promise<void> }> {
  const seen: SeenMail[] = [];
  const isPlain = options.cert === undefined;
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    ...(isPlain ? { disabledCommands: ['STARTTLS'], hideSTARTTLS: true, allowInsecureAuth: true } : {}),
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        void readMail(Buffer.concat(parts), session).then((mail) => {
          seen.push(mail);
          done(null, 'queued as 4711 for ada@example.com');
        });
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stop = (): Promise<void> => new Promise((done) => server.close(done));
  t.after(stop);
  return { port: (server.server.address() as AddressInfo).port, seen, stop };
}

async function readMail(raw: Buffer, { envelope, secure, user }: SMTPServerSession): Promise<SeenMail> {
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    isSecure: secure,
    user: user ?? '',
    raw: raw.toString('latin1'),
    mail: await PostalMime.parse(raw),
  };
}

/** A server that says nothing but these lines, one after each line of the client's, and then `ending`. */
export async function openScriptedServer(
  t: Pick<TestContext, 'after'>,
  { lines, ending }: { readonly lines: readonly string[]; readonly ending: 'hang' | 'drop' },
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const left = [...lines];
    const say = (): void => {
      const line = left.shift();
      if (line !== undefined) socket.write(`${line}\r\n`);
      else if (ending === 'drop') socket.destroy();
    };
    socket.on('error', () => undefined);
    socket.on('data', say);
    say();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
