import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerLinkClaims } from '../../ports/link-signer.ts';
import type { OutgoingMessage } from '../../ports/notification-channel.ts';
import { isMailAddress } from './mail-address.ts';
import { openSmtp, type SmtpOptions } from './open-smtp.ts';
import { makeTestCertificate, openMailServer, openScriptedServer } from './testing/mail-server.ts';

const SIGNAL = new AbortController().signal;
const LINK = 'https://gate.example/answer/abc';

const MESSAGE: OutgoingMessage = {
  id: '019a0000-0000-7000-8000-000000000001',
  to: 'ada@example.com',
  document: {
    title: 'agent:coder wants to run a command (high) – é',
    sections: [
      {
        heading: 'Command',
        lines: ['npm test -- --watch', '  second <b>line</b> & "more"', '.', 'trailing  ', '=3D', 'x'.repeat(2_000)],
        quoted: true,
      },
      { heading: 'Effects', lines: ['process.run', 'https://evil.example/'], quoted: false },
    ],
    fingerprint: '0f1e2d3c4b5a6978',
  },
  buttons: [
    { verb: 'approve', label: 'Approve', handle: '0123456789abcdef' },
    { verb: 'deny', label: 'Deny', handle: 'ghjkmnpqrstvwxyz' },
  ],
  typed: { approve: '/approve 7k3m', deny: '/deny 7k3m' },
  link: 'https://gate.example/dashboard/#/inbox/7k3m',
  answerByMs: 1_700_000_000_000,
  about: { request: '7k3m9x2p7k3m9x2p', event: 'requested' },
};

function open(port: number, over: Partial<SmtpOptions> = {}) {
  const opened = openSmtp({
    name: 'mail',
    host: '127.0.0.1',
    port,
    security: 'none',
    login: null,
    ca: null,
    timeoutMs: 3_000,
    from: { name: 'Countersign', address: 'gate@gate.example' },
    answerLink: () => LINK,
    ...over,
  });
  assert.ok(opened.ok, JSON.stringify(opened));
  return opened.value;
}

async function codeOf(port: number, over: Partial<SmtpOptions> = {}, message = MESSAGE) {
  const sent = await open(port, over).deliver(message, SIGNAL);
  if (sent.ok) return 'sent';
  assert.ok(!sent.failure.reason.includes('ada') && !sent.failure.reason.includes('hunter2'), sent.failure.reason);
  return sent.failure.code;
}

test('shows the whole document as text and as HTML, with the page to answer on first', async (t) => {
  const { port, seen } = await openMailServer(t);
  const asked: AnswerLinkClaims[] = [];
  const proof = await open(port, { answerLink: (claims) => (asked.push(claims), LINK) }).deliver(MESSAGE, SIGNAL);
  assert.deepEqual(proof, {
    ok: true,
    value: {
      kind: 'accepted',
      reference: '<019a0000-0000-7000-8000-000000000001@gate.example>',
      evidence: '250 queued as 4711 for [address]',
    },
  });
  const [first] = seen;
  assert.ok(first !== undefined && seen.length === 1);
  const { mail, raw, from, to } = first;
  assert.deepEqual([from, to, mail.subject], ['gate@gate.example', ['ada@example.com'], MESSAGE.document.title]);
  assert.deepEqual(mail.attachments, []);
  const text = mail.text ?? '';
  const order = [
    LINK,
    MESSAGE.document.title,
    'Command',
    '│ npm test',
    '│   second <b>line</b> & "more"',
    '│ .',
    '│ trailing  \n',
    '│ =3D',
    `│ ${'x'.repeat(2_000)}`,
    'Effects',
    'process.run',
    '2023-11-14 22:13:20 UTC',
    'Shown: 0f1e2d3c4b5a6978',
  ];
  let at = -1;
  for (const words of order) {
    const next = text.indexOf(words, at + 1);
    assert.ok(next > at, `${words} in ${text}`);
    at = next;
  }
  assert.ok(!text.includes('/approve'));
  const html = mail.html ?? '';
  assert.ok(html.includes('│   second &lt;b&gt;line&lt;/b&gt; &amp; &quot;more&quot;'));
  assert.ok(!html.includes('<b>') && !html.includes('<img') && !html.includes('<script') && !html.includes('src='));
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]),
    [LINK, MESSAGE.link],
  );
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  assert.deepEqual([header('auto-submitted'), header('x-auto-response-suppress')], ['auto-generated', 'All']);
  assert.ok(raw.split('\r\n').every((line) => line.length <= 998));
  assert.deepEqual(asked.at(-1), {
    delivery: MESSAGE.id,
    request: '7k3m9x2p7k3m9x2p',
    channel: 'mail',
    to: 'ada@example.com',
    fingerprint: '0f1e2d3c4b5a6978',
    expiresAtMs: 1_700_000_000_000,
  });
});

test('links to no page to answer on where there is nothing to press', async (t) => {
  const { port, seen } = await openMailServer(t);
  await open(port).deliver({ ...MESSAGE, buttons: [] }, SIGNAL);
  await open(port, { answerLink: null }).deliver(MESSAGE, SIGNAL);
  assert.equal(seen.length, 2);
  for (const { mail } of seen) assert.ok(!mail.text?.includes('/answer/'));
  assert.deepEqual([open(port).abilities.answers, open(port, { answerLink: null }).abilities.answers], [true, false]);
});

test('lets no title, name or place write a header', async (t) => {
  const { port, seen } = await openMailServer(t);
  const title = 'a\r\nBcc: eve@evil.example\r\n\r\nbody\u2028\u0000 =?utf-8?q?x?= <eve@evil.example>';
  const document = { ...MESSAGE.document, title };
  await open(port, { from: { name: 'A "quoted" <x@evil.example>, name', address: 'gate@gate.example' } }).deliver(
    { ...MESSAGE, document },
    SIGNAL,
  );
  const [first] = seen;
  assert.ok(first !== undefined);
  assert.deepEqual([first.to, first.mail.bcc, first.mail.cc], [['ada@example.com'], undefined, undefined]);
  assert.equal(first.mail.subject, 'a  Bcc: eve@evil.example    body   = ?utf-8?q?x?= <eve@evil.example>');
  assert.deepEqual(first.mail.from, { name: 'A "quoted" <x@evil.example>, name', address: 'gate@gate.example' });
  for (const to of [
    '',
    'ada',
    'ada@example.com, eve@evil.example',
    'ada@example.com\r\nBcc: eve@evil.example',
    '"ada"@example.com',
    '<ada@example.com>',
    'a@b@c',
    'a@-b.example',
    'a@b..c',
    'a b@c',
    'ä@c',
    `${'a'.repeat(65)}@c`,
    `a@${'b.'.repeat(130)}c`,
    '@c',
    'a@',
    '.a@c',
    'a(x)@c',
    'a@[127.0.0.1]',
  ]) {
    assert.equal(await codeOf(port, {}, { ...MESSAGE, to }), 'unknown-place', to);
    assert.equal((await open(port).edit({ to, reference: '<a@gate.example>', document }, SIGNAL)).ok, false);
  }
  for (const reference of ['', 'a@b', '<a@b>\r\nBcc: eve@evil.example', '<a b@c>', '<a@b> <c@d>'])
    assert.equal((await open(port).edit({ to: MESSAGE.to, reference, document }, SIGNAL)).ok, false, reference);
  assert.equal(seen.length, 1);
  assert.ok(isMailAddress("o'neil+x@sub.example.com"));
});

test('keeps the Message-ID over attempts, and refers to it in what follows', async (t) => {
  const { port, seen } = await openMailServer(t);
  const channel = open(port);
  const proof = await channel.deliver(MESSAGE, SIGNAL);
  await channel.deliver(MESSAGE, SIGNAL);
  assert.equal(seen.length, 1);
  await open(port).deliver(MESSAGE, SIGNAL);
  assert.ok(proof.ok);
  const edit = {
    to: MESSAGE.to,
    reference: proof.value.reference,
    document: { title: 'Denied by human:ada', sections: [], fingerprint: 'f' },
  };
  for (const after of [channel, channel, open(port)])
    assert.deepEqual(await after.edit(edit, SIGNAL), { ok: true, value: null });
  const [one, two, three, four] = seen.map(({ mail }) => mail);
  assert.equal(seen.length, 4);
  assert.equal(one?.messageId, two?.messageId);
  assert.equal(three?.messageId, four?.messageId);
  assert.notEqual(one?.messageId, three?.messageId);
  assert.deepEqual([three?.inReplyTo, three?.references], [one?.messageId, one?.messageId]);
  assert.ok(three?.text?.includes('Denied by human:ada') && !three.text.includes('/answer/'));
});

test('wants TLS with a certificate that holds, from the first byte or by STARTTLS', async (t) => {
  const { ca, ...own } = makeTestCertificate();
  const server = await openMailServer(t, { ...own, secure: true, authOptional: false });
  const upgrading = await openMailServer(t, { ...own, authOptional: false });
  const plain = await openMailServer(t);
  const over = { host: 'localhost', ca, login: { user: 'gate', password: 'hunter2' } };
  assert.equal(await codeOf(server.port, { ...over, security: 'tls' }), 'sent');
  assert.equal(await codeOf(upgrading.port, { ...over, security: 'starttls' }), 'sent');
  assert.deepEqual(
    [...server.seen, ...upgrading.seen].map(({ isSecure, user }) => [isSecure, user]),
    [
      [true, 'gate'],
      [true, 'gate'],
    ],
  );
  assert.equal(await codeOf(server.port, { ...over, security: 'tls', ca: null }), 'misconfigured');
  assert.equal(
    await codeOf(upgrading.port, { ...over, security: 'starttls', ca: makeTestCertificate().ca }),
    'misconfigured',
  );
  const other = await openMailServer(t, { ...makeTestCertificate('other.example'), secure: true });
  assert.equal(await codeOf(other.port, { ...over, security: 'tls' }), 'misconfigured');
  assert.equal(await codeOf(plain.port, { ...over, security: 'starttls' }), 'misconfigured');
  assert.equal((await codeOf(plain.port, { ...over, security: 'tls', timeoutMs: 500 })) === 'sent', false);
  assert.deepEqual([server.seen.length, upgrading.seen.length, plain.seen.length, other.seen.length], [1, 1, 0, 0]);
});

test('tells that its login is refused, and that the server cannot check it now', async (t) => {
  const answer = (responseCode: number) => ({
    onAuth: (_auth: unknown, _session: unknown, done: (error: Error) => void) =>
      done(Object.assign(new Error('no hunter2'), { responseCode })),
  });
  const login = { user: 'gate', password: 'hunter2' };
  assert.equal(await codeOf((await openMailServer(t, answer(535))).port, { login }), 'misconfigured');
  assert.equal(await codeOf((await openMailServer(t, answer(454))).port, { login }), 'unreachable');
  const none = await openMailServer(t, { disabledCommands: ['AUTH', 'STARTTLS'] });
  assert.equal(await codeOf(none.port, { login }), 'misconfigured');
  assert.equal(none.seen.length, 0);
});

test('tells greylisting, a busy server, a refusal and an unknown mailbox apart', async (t) => {
  const failing = (responseCode: number) => (_value: unknown, _session: unknown, done: (error?: Error) => void) =>
    done(Object.assign(new Error('for ada@example.com'), { responseCode }));
  const rcpt = async (code: number) => codeOf((await openMailServer(t, { onRcptTo: failing(code) })).port);
  const mail = async (code: number) => codeOf((await openMailServer(t, { onMailFrom: failing(code) })).port);
  const data = async (code: number) =>
    codeOf(
      (
        await openMailServer(t, {
          onData: (stream, _session, done) => {
            stream.resume();
            stream.on('end', () => done(Object.assign(new Error('no'), { responseCode: code })));
          },
        })
      ).port,
    );
  assert.deepEqual(
    [await rcpt(450), await rcpt(451), await rcpt(452), await rcpt(421)],
    ['rate-limited', 'rate-limited', 'rate-limited', 'unreachable'],
  );
  assert.deepEqual([await rcpt(550), await rcpt(553), await rcpt(554)], ['unknown-place', 'unknown-place', 'refused']);
  assert.deepEqual([await mail(550), await mail(450), await mail(530)], ['refused', 'rate-limited', 'misconfigured']);
  assert.deepEqual([await data(552), await data(554), await data(451)], ['too-long', 'refused', 'rate-limited']);
});

test('gets through a greylisting server on the second attempt', async (t) => {
  let tries = 0;
  const { port, seen } = await openMailServer(t, {
    onRcptTo: (_address, _session, done) => {
      tries += 1;
      done(tries === 1 ? Object.assign(new Error('try again'), { responseCode: 451 }) : null);
    },
  });
  const channel = open(port);
  const first = await channel.deliver(MESSAGE, SIGNAL);
  assert.deepEqual(!first.ok && [first.failure.code, first.failure.retryAfterMs], ['rate-limited', 60_000]);
  assert.equal((await channel.deliver(MESSAGE, SIGNAL)).ok, true);
  assert.equal(seen.length, 1);
});

test('counts a server that hangs, drops the connection or is gone as no answer', async (t) => {
  const hello = ['220 x', '250 x', '250 ok', '250 ok'];
  const scripts: readonly [readonly string[], 'hang' | 'drop'][] = [
    [[], 'hang'],
    [['220 x'], 'hang'],
    [[...hello, '354 go on'], 'hang'],
    [[...hello, '354 go on'], 'drop'],
    [['220 x', '250 x'], 'drop'],
    [['not smtp at all'], 'hang'],
  ];
  const ports = await Promise.all(scripts.map(([lines, ending]) => openScriptedServer(t, { lines, ending })));
  const codes = await Promise.all(ports.map((port) => codeOf(port, { timeoutMs: 300 })));
  assert.deepEqual(
    codes,
    codes.map(() => 'unreachable'),
  );
  const { port, stop } = await openMailServer(t);
  await stop();
  assert.equal(await codeOf(port), 'unreachable');
  assert.equal(await codeOf(25, { host: 'no-such-name.invalid', security: 'starttls' }), 'unreachable');
});

test('gives up at once when it is called off, and leaves no listener behind', async (t) => {
  const hanging = await openScriptedServer(t, { lines: ['220 x'], ending: 'hang' });
  const controller = new AbortController();
  const delivering = open(hanging).deliver(MESSAGE, controller.signal);
  setTimeout(() => controller.abort(), 50);
  const startedMs = performance.now();
  const called = await delivering;
  assert.equal(!called.ok && called.failure.code, 'unreachable');
  assert.ok(performance.now() - startedMs < 2_500);
  const { port, seen } = await openMailServer(t);
  assert.equal((await open(port).deliver(MESSAGE, AbortSignal.abort())).ok, false);
  assert.equal(seen.length, 0);
});

test('sends nothing of what does not fit', async (t) => {
  const { port, seen } = await openMailServer(t);
  const sections = [{ heading: 'Command', lines: ['x'.repeat(200_000)], quoted: true }];
  const message = { ...MESSAGE, document: { ...MESSAGE.document, sections } };
  assert.deepEqual([open(port).fits(message), open(port).fits(MESSAGE)], [false, true]);
  assert.equal(await codeOf(port, {}, message), 'too-long');
  assert.equal(seen.length, 0);
});

test('reports every problem of its options at once', () => {
  const opened = openSmtp({
    name: 'mail',
    host: 'a b',
    port: 0,
    security: 'none',
    login: { user: 'gate', password: '' },
    ca: null,
    from: { name: 'x\r\ny', address: 'no address' },
    answerLink: null,
  });
  assert.equal(!opened.ok && opened.failure.length, 6);
});
