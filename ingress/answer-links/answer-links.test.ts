import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AnswerLinksOptions, answerLinkOf, createAnswerLinksApp } from './answer-links-app.ts';
import { DEADLINE, type LinkedGateway, linkedGateway, NOW } from './testing/linked-gateway.ts';

const ORIGIN = 'https://gate.example';
const SAME = { 'sec-fetch-site': 'same-origin', origin: 'null' };

function serve(gateway: LinkedGateway, over: Partial<AnswerLinksOptions> = {}) {
  return createAnswerLinksApp({ desk: gateway.desk, origin: ORIGIN, ...over });
}

type Opened = { readonly link: string; readonly form: string; readonly cookie: string; readonly html: string };

/** Opens a link as a browser does, and keeps what the page gave. */
async function openLink(gateway: LinkedGateway, token = gateway.seal()): Promise<Opened> {
  const link = answerLinkOf(ORIGIN, token);
  const response = await serve(gateway).fetch(new Request(link));
  const html = await response.text();
  assert.equal(response.status, 200, html);
  const form = /name="form" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return { link, form, html, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

type Pressing = {
  verb?: string;
  form?: string;
  cookie?: string | null;
  headers?: Record<string, string>;
  body?: string;
};

async function press(gateway: LinkedGateway, { link, form, cookie }: Opened, over: Pressing = {}) {
  const body = over.body ?? new URLSearchParams({ form: over.form ?? form, verb: over.verb ?? 'approve' }).toString();
  const kept = over.cookie === undefined ? cookie : over.cookie;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(over.headers ?? SAME),
    ...(kept === null ? {} : { cookie: kept }),
  };
  const response = await serve(gateway).fetch(new Request(link, { method: 'POST', headers, body }));
  return { status: response.status, html: await response.text() };
}

test('shows the whole document without a script, and what others wrote is text', async () => {
  const { html } = await openLink(linkedGateway());
  assert.ok(html.includes('agent:coder wants to run a command (high)') && html.includes('Shown: 0f1e2d3c4b5a6978'));
  assert.ok(
    html.includes('&lt;script&gt;alert(1)&lt;/script&gt;') && html.includes('&quot;&gt;&lt;form action=//evil&gt;'),
  );
  assert.ok(!html.includes('<script') && html.split('<form').length === 2);
  const values = [...html.matchAll(/name="verb" value="([^"]*)"/g)].map((match) => match[1]);
  assert.deepEqual(values, ['deny', 'approve', 'approve-session']);
});

test('is never framed, kept, fetched from or told on', async () => {
  const gateway = linkedGateway();
  for (const path of [answerLinkOf(ORIGIN, gateway.seal()), answerLinkOf(ORIGIN, 'x')]) {
    const { headers } = await serve(gateway).fetch(new Request(path));
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"])
      assert.ok(policy.includes(part), part);
    assert.ok(!policy.includes('unsafe') && !policy.includes('script-src'));
    assert.deepEqual(
      ['x-frame-options', 'referrer-policy', 'cache-control', 'x-content-type-options'].map((name) =>
        headers.get(name),
      ),
      ['DENY', 'no-referrer', 'no-store', 'nosniff'],
    );
  }
  const { headers } = await serve(gateway).fetch(new Request(answerLinkOf(ORIGIN, gateway.seal())));
  assert.match(
    headers.get('set-cookie') ?? '',
    /^countersign_answer=[A-Za-z0-9_-]{24}; Path=\/answer; Max-Age=86400; HttpOnly; SameSite=Strict; Secure$/,
  );
});

test('changes nothing when a scanner or a prefetcher opens the link, however often', async () => {
  const gateway = linkedGateway();
  const opened = await openLink(gateway);
  for (let times = 0; times < 20; times += 1) {
    await serve(gateway).fetch(
      new Request(opened.link, { method: times % 2 === 0 ? 'GET' : 'HEAD', headers: { 'sec-purpose': 'prefetch' } }),
    );
  }
  assert.deepEqual([gateway.answers.length, gateway.refusals.length], [0, 0]);
  assert.equal((await press(gateway, opened)).status, 200);
  assert.equal(gateway.answers.length, 1);
});

test('answers once, bound to request, mailbox and what was shown', async () => {
  const gateway = linkedGateway();
  const opened = await openLink(gateway);
  const answered = await press(gateway, opened, { verb: 'approve-session' });
  assert.equal(answered.status, 200);
  assert.ok(answered.html.includes('Approved, for this session.'));
  assert.deepEqual(gateway.answers, [
    {
      account: { channel: 'mail', user: 'ada@example.com', principal: 'human:ada' },
      requestId: '7k3m9x2p7k3m9x2p',
      verb: 'approve-session',
      note: '',
      evidence: {
        update: '019a0000-0000-7000-8000-000000000001.link',
        place: 'ada@example.com',
        delivery: '019a0000-0000-7000-8000-000000000001',
        fingerprint: '0f1e2d3c4b5a6978',
      },
    },
  ]);
  const again = await press(gateway, opened, { verb: 'deny' });
  assert.deepEqual([again.status, again.html.includes('This link was used')], [409, true]);
  assert.deepEqual([gateway.answers.length, gateway.refusals.map(({ why }) => why)], [1, ['replayed']]);
});

test('gives one answer where thirty presses race', async () => {
  const gateway = linkedGateway();
  const opened = await openLink(gateway);
  const statuses = await Promise.all(
    Array.from(
      { length: 30 },
      async (_, index) => (await press(gateway, opened, { verb: index % 2 === 0 ? 'deny' : 'approve' })).status,
    ),
  );
  assert.equal(statuses.filter((status) => status === 200).length, 1);
  assert.equal(gateway.answers.length, 1);
});

test('takes no form that another site, another browser or nobody sent', async () => {
  const gateway = linkedGateway();
  const opened = await openLink(gateway);
  const other = await openLink(gateway);
  const cases: readonly Pressing[] = [
    { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } },
    { headers: { 'sec-fetch-site': 'same-site', origin: 'https://evil.gate.example' } },
    { headers: { 'sec-fetch-site': 'none' } },
    { headers: { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' } },
    { headers: { origin: 'https://evil.example' } },
    { headers: { origin: 'null' } },
    { headers: { origin: 'http://gate.example' } },
    { headers: {} },
    { cookie: null },
    { cookie: other.cookie },
    { cookie: `${opened.cookie}; ${other.cookie}` },
    { cookie: 'countersign_answer=short' },
    { form: '' },
    { form: other.form },
    { form: `${opened.form}A` },
    { body: `form=${opened.form}` },
    { body: `form=${opened.form}&verb=approve&verb=deny` },
    { body: `form=${opened.form}&verb=approve&x=1` },
    { body: `form=${opened.form}&verb=approve&pad=${'x'.repeat(5_000)}` },
    { headers: { ...SAME, 'content-type': 'text/plain' } },
    { headers: { ...SAME, 'content-type': 'application/json' }, body: '{"verb":"approve"}' },
  ];
  for (const over of cases) assert.equal((await press(gateway, opened, over)).status, 409, JSON.stringify(over));
  assert.equal(gateway.answers.length, 0);
  assert.equal(gateway.refusals.length, cases.length);
  assert.ok(gateway.refusals.every(({ why }) => why === 'forged'));
  assert.equal((await press(gateway, opened, { headers: { origin: ORIGIN } })).status, 200);
});

test('lets what is critical, erased, changed or not shown whole be denied only', async () => {
  const changes: readonly ((gateway: LinkedGateway) => void)[] = [
    (gateway) => (gateway.request = { ...gateway.request, riskLevel: 'critical' }),
    (gateway) => (gateway.request = { ...gateway.request, terms: { secondFactor: true } }),
    (gateway) => (gateway.isErased = true),
    (gateway) => (gateway.delivery = { ...gateway.delivery, answerable: 'deny' }),
    (gateway) => (gateway.delivery = { ...gateway.delivery, fingerprint: 'ffffffffffffffff' }),
    (gateway) => (gateway.document = { ...gateway.document, fingerprint: 'ffffffffffffffff' }),
  ];
  for (const change of changes) {
    const gateway = linkedGateway();
    change(gateway);
    const opened = await openLink(gateway);
    assert.deepEqual([opened.html.includes('value="approve'), opened.html.includes('value="deny"')], [false, true]);
    for (const verb of ['approve', 'approve-session', 'APPROVE', ''])
      assert.equal((await press(gateway, opened, { verb })).status, 409);
    assert.deepEqual(
      [gateway.answers.length, gateway.refusals.map(({ why }) => why)],
      [0, Array(4).fill('second-factor')],
    );
    assert.equal((await press(gateway, opened, { verb: 'deny' })).status, 200);
    assert.equal(gateway.answers[0]?.verb, 'deny');
  }
});

test('lets what is of high risk be approved with a code only, which is asked of whoever has an app', async () => {
  const without = linkedGateway();
  without.request = { ...without.request, riskLevel: 'high' };
  const denied = await openLink(without);
  assert.deepEqual([denied.html.includes('value="approve'), denied.html.includes('name="code"')], [false, false]);
  assert.equal((await press(without, denied, { body: `form=${denied.form}&verb=approve&code=123456` })).status, 409);
  assert.deepEqual([without.answers.length, without.refusals[0]?.why], [0, 'second-factor']);
  const gateway = linkedGateway();
  gateway.request = { ...gateway.request, riskLevel: 'high' };
  gateway.hasCodes = true;
  const opened = await openLink(gateway);
  assert.ok(opened.html.includes('<label for="code">') && opened.html.includes('value="approve"'));
  assert.ok(opened.html.indexOf('value="deny"') < opened.html.indexOf('value="approve"'));
  gateway.outcome = { ok: false, why: 'second-factor', reason: 'found a code that is wrong' };
  const wrong = await press(gateway, opened, { body: `form=${opened.form}&verb=approve&code=000000` });
  assert.deepEqual([wrong.status, wrong.html.includes('Open the link in the mail again')], [409, true]);
  gateway.outcome = null;
  const body = `form=${opened.form}&verb=approve&code=+123456+`;
  assert.equal((await press(gateway, opened, { body })).status, 200);
  assert.deepEqual(
    gateway.answers.map(({ factor, evidence }) => [factor, evidence.seen?.key]),
    ['000000', '123456'].map((code) => [{ kind: 'totp', code }, gateway.delivery.id]),
  );
  assert.ok((await press(gateway, opened, { body })).html.includes('This link was used'));
  const third = linkedGateway();
  third.request = { ...third.request, riskLevel: 'high' };
  third.hasCodes = true;
  const page = await openLink(third);
  assert.equal((await press(third, page, { body: `form=${page.form}&verb=deny&code=` })).status, 200);
  assert.deepEqual([third.answers[0]?.verb, third.answers[0]?.factor], ['deny', undefined]);
});

test('ends with the request, and says who was first', async () => {
  const late = linkedGateway();
  const opened = await openLink(late);
  late.nowMs = DEADLINE;
  assert.ok((await press(late, opened)).html.includes('expired'));
  assert.deepEqual([late.answers.length, late.refusals[0]?.why], [0, 'late']);
  const decided = linkedGateway();
  const before = await openLink(decided);
  decided.request = { ...decided.request, status: 'denied', answers: [{ approver: 'human:<b>' }] };
  const answer = await press(decided, before);
  assert.deepEqual([answer.status, answer.html.includes('denied already, by human:&lt;b&gt;')], [409, true]);
  for (const status of ['cancelled', 'superseded', 'timed-out']) {
    const over = linkedGateway();
    over.request = { ...over.request, status };
    const page = await serve(over).fetch(new Request(answerLinkOf(ORIGIN, over.seal())));
    assert.ok(!(await page.text()).includes('<form'));
  }
  assert.equal(decided.answers.length, 0);
});

test('answers every address that is no link of ours alike', async () => {
  const gateway = linkedGateway();
  const token = gateway.seal();
  const foreign = [
    'x',
    '',
    'a/b',
    `${token}A`,
    token.slice(1),
    `${token}/`,
    linkedGatewayWithoutDelivery(gateway),
    gateway.seal({ to: 'eve@example.com' }),
    gateway.seal({ channel: 'other' }),
    gateway.seal({ request: 'another000000000' }),
    'A'.repeat(5_000),
    '%00',
  ];
  const texts = new Set<string>();
  for (const path of foreign) {
    const response = await serve(gateway).fetch(new Request(answerLinkOf(ORIGIN, path)));
    assert.equal(response.status, 404, path.slice(0, 40));
    assert.equal(response.headers.get('set-cookie'), null);
    texts.add(JSON.stringify([...response.headers].concat([['', await response.text()]])));
    const posted = await serve(gateway).fetch(
      new Request(answerLinkOf(ORIGIN, path), { method: 'POST', body: 'form=x&verb=approve' }),
    );
    texts.add(JSON.stringify([...posted.headers].concat([['', await posted.text()]])));
  }
  assert.equal(texts.size, 1);
  assert.equal(gateway.answers.length, 0);
  assert.ok(gateway.refusals.every(({ why }) => why === 'forged') && gateway.refusals.length === foreign.length);
  const otherHost = await serve(gateway).fetch(new Request(`https://evil.example/answer/${token}`));
  assert.equal(otherHost.status, 404);
});

function linkedGatewayWithoutDelivery(gateway: LinkedGateway): string {
  return gateway.seal({ delivery: '019a0000-0000-7000-8000-00000000ffff' });
}

test('says so when an answer does not count, and when it cannot be taken', async () => {
  const foreign = linkedGateway();
  foreign.principal = null;
  foreign.outcome = { ok: false, why: 'foreign', reason: 'this account is paired with nobody' };
  const refused = await press(foreign, await openLink(foreign));
  assert.deepEqual(
    [refused.status, refused.html.includes('paired with nobody'), foreign.answers[0]?.account.principal],
    [409, true, 'nobody'],
  );
  const down = linkedGateway();
  down.outcome = { ok: false, why: 'unavailable', reason: 'the store is busy' };
  assert.ok((await press(down, await openLink(down))).html.includes('dashboard'));
  const failing = createAnswerLinksApp({ desk: { ...failingDesk() }, origin: ORIGIN });
  const response = await failing.fetch(new Request(answerLinkOf(ORIGIN, 'x')));
  assert.deepEqual([response.status, (await response.text()).includes('/secret')], [503, false]);
});

function failingDesk(): AnswerLinksOptions['desk'] {
  const failing = async (): Promise<never> => {
    throw new Error('the disk is full at /secret/path');
  };
  return { show: failing, answer: failing, formFor: () => '' };
}

test('takes so many at a time and no other methods', async () => {
  const gateway = linkedGateway();
  const waiting = Promise.withResolvers<null>();
  const app = serve(gateway, { maxConcurrent: 2, desk: { ...failingDesk(), show: () => waiting.promise } });
  const held = [1, 2].map(() => app.fetch(new Request(answerLinkOf(ORIGIN, 'x'))));
  assert.equal((await app.fetch(new Request(answerLinkOf(ORIGIN, 'x')))).status, 503);
  waiting.resolve(null);
  assert.deepEqual(
    (await Promise.all(held)).map(({ status }) => status),
    [404, 404],
  );
  assert.equal((await app.fetch(new Request(answerLinkOf(ORIGIN, 'x')))).status, 404);
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'])
    assert.equal((await app.fetch(new Request(answerLinkOf(ORIGIN, 'x'), { method }))).status, 405);
  assert.deepEqual([app.takes('/answer/x'), app.takes('/answers'), app.takes('/v1/answer/x')], [true, false, false]);
  assert.ok(NOW < DEADLINE);
});
