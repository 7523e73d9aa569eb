import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedApprovalText } from '../../../core/approval/approval-statement.ts';
import { type ApproverGateway, openApproverGateway, type Somebody } from '../../harness/approver-gateway.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';

type Given = Parameters<typeof signedApprovalText>[1];

/** What somebody signs, and what is sent instead. */
type Forgery = { readonly signed?: Partial<Given>; readonly sent?: Partial<Given>; readonly statement?: string };

/** An answer whose signature was made over something else than what is sent. */
async function forge(
  { gateway }: ApproverGateway,
  { caller, key, keyId }: Somebody,
  { id, signed = {}, sent = {}, statement }: Forgery & { readonly id: string },
): ReturnType<ApproverGateway['answer']> {
  const given = { answer: 'approve', scope: 'action', channel: 'cli', note: '', keyId } as const;
  const about = statement ?? (await gateway.findApproval(id)).statement;
  const text = signedApprovalText(about, { ...given, approver: caller.principal, ...signed });
  const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
  return gateway.answerApproval(caller, { ...given, ...sent, id, signature });
}

async function ask({ gateway }: ApproverGateway, command = 'npm test', session = 'session-1'): Promise<string> {
  const asked = await gateway.authorize(AGENT, propose('Bash', { command }, { session }), NO_WAIT);
  return asked.approval?.request.id ?? assert.fail(asked.decision.reason);
}

async function open(): Promise<ApproverGateway & { readonly ada: Somebody }> {
  const test = await openApproverGateway();
  return { ...test, ada: await test.enrol('ada') };
}

async function refusalsOf({ stores }: ApproverGateway): Promise<readonly { actor: string; data: { why: string } }[]> {
  const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  return entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type === 'approval.refused');
}

test('swapped channel: what was signed for the terminal is no answer in the browser, nor the other way round', async () => {
  const test = await open();
  const id = await ask(test);
  for (const [from, to] of [
    ['cli', 'web'],
    ['web', 'cli'],
    ['api', 'cli'],
    ['cli', 'telegram'],
  ] as const)
    await assert.rejects(forge(test, test.ada, { id, signed: { channel: from }, sent: { channel: to } }), {
      code: 'approval.signature',
    });
  assert.equal((await forge(test, test.ada, { id })).request.status, 'approved');
});

test('changed answer: a signed denial is no approval, and neither scope, note nor approver can be put under a signature', async () => {
  const test = await open();
  const [id, bob] = [await ask(test), await test.enrol('bob')];
  const forgeries: readonly Forgery[] = [
    { signed: { answer: 'deny' } },
    { sent: { scope: 'session' } },
    { sent: { note: 'and delete the rest' } },
    { signed: { keyId: bob.keyId } },
    { signed: { approver: 'human:bob' } },
    { sent: { keyId: bob.keyId } },
  ];
  for (const forgery of forgeries)
    await assert.rejects(
      forge(test, test.ada, { id, ...forgery }),
      { code: 'approval.signature' },
      JSON.stringify(forgery),
    );
  assert.equal((await test.gateway.findApproval(id)).request.answers.length, 0);
});

test('an answer signed over another request is none over this one, though both ask for the very same action', async () => {
  const test = await open();
  const [one, other] = [await ask(test), await ask(test, 'npm test', 'session-2')];
  const { statement } = await test.gateway.findApproval(one);
  await assert.rejects(forge(test, test.ada, { id: other, statement }), { code: 'approval.signature' });
});

test('an answer signed over an older prompt of the same action counts for nothing once it is asked anew', async () => {
  const test = await open();
  const older = await ask(test);
  const { statement } = await test.gateway.findApproval(older);
  await test.clock.advance(60_000);
  const newer = await ask(test);
  assert.notEqual(newer, older);
  await assert.rejects(forge(test, test.ada, { id: newer, statement }), { code: 'approval.signature' });
  await test.clock.advance(86_400_000);
  await assert.rejects(forge(test, test.ada, { id: older, statement }), { code: 'approval.expired' });
});

test('changed arguments after showing: the approval releases what was shown and nothing else', async () => {
  const test = await open();
  await test.answer(test.ada, await ask(test, 'git push origin main'));
  for (const command of ['git push origin main ', 'git push origin main --force', 'git push оrigin main'])
    assert.notEqual((await test.gateway.authorize(AGENT, propose('Bash', { command }), NO_WAIT)).verdict, 'allow');
  const moved = propose('Bash', { command: 'git push origin main' }, { cwd: '/work/app/other' });
  assert.notEqual((await test.gateway.authorize(AGENT, moved, NO_WAIT)).verdict, 'allow');
  const shown = propose('Bash', { command: 'git push origin main' });
  assert.equal((await test.gateway.authorize(AGENT, shown, NO_WAIT)).verdict, 'allow');
  assert.notEqual((await test.gateway.authorize(AGENT, shown, NO_WAIT)).verdict, 'allow');
});

test('answers of a withdrawn key are refused, and what it approved and nobody has used releases nothing', async () => {
  const test = await open();
  await test.answer(test.ada, await ask(test));
  const later = await ask(test, 'npm run build', 'session-2');
  await test.gateway.withdrawApprover(OPERATOR, test.ada.keyId);
  await assert.rejects(test.answer(test.ada, later), { code: 'approval.signature' });
  const again = await test.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  assert.notEqual(again.verdict, 'allow');
  const publicKey = Buffer.from(test.ada.key.publicKey).toString('base64');
  await assert.rejects(test.gateway.enrolApprover(OPERATOR, { principal: 'human:ada', publicKey }), {
    code: 'input.invalid',
  });
});

test('half an approval of a withdrawn key is nobody’s half: the request is closed, before its time is over and after', async () => {
  const test = await open();
  const bob = await test.enrol('bob');
  const { secret } = await test.enrolTotp(test.ada.caller);
  const late = await test.askCritical();
  await test.clock.advance(30_000);
  await test.answer(test.ada, late, { factor: { kind: 'totp', code: test.codeOf(secret) } });
  await test.clock.advance(30_000);
  const early = await test.askCritical({ session: 'session-2' });
  await test.answer(test.ada, early, { factor: { kind: 'totp', code: test.codeOf(secret) } });
  await test.gateway.withdrawApprover(OPERATOR, test.ada.keyId);
  for (const id of [late, early]) {
    assert.equal((await test.gateway.findApproval(id)).request.status, 'cancelled');
    await assert.rejects(test.answer(bob, id, { answer: 'deny' }), { code: 'approval.decided' });
  }
});

test('a replayed answer, a late one and one of somebody else’s key are refused, and each is on record with who tried', async () => {
  const test = await open();
  const [id, eve] = [await ask(test), await test.enrol('eve')];
  await assert.rejects(test.answer({ ...eve, caller: test.ada.caller }, id), { code: 'approval.signature' });
  await test.answer(test.ada, id);
  await assert.rejects(test.answer(test.ada, id), { code: 'approval.decided' });
  await assert.rejects(test.answer(eve, id, { answer: 'deny' }), { code: 'approval.decided' });
  const recorded = (await refusalsOf(test)).map(({ actor, data }) => [actor, data.why]);
  assert.deepEqual(recorded, [
    ['human:ada', 'not-permitted'],
    ['human:ada', 'late'],
    ['human:eve', 'late'],
  ]);
});

test('refused answers fill no log: ten a minute of one person are written', async () => {
  const test = await open();
  const id = await ask(test);
  await test.answer(test.ada, id);
  for (let tries = 0; tries < 40; tries++) await assert.rejects(test.answer(test.ada, id));
  assert.equal((await refusalsOf(test)).length, 10);
});

test('two hundred answers at once of ten people: one decides, and none of the others is lost', async () => {
  const test = await open();
  const people = await Promise.all(Array.from({ length: 10 }, (_, place) => test.enrol(`person-${place}`)));
  const id = await ask(test);
  const tries = Array.from({ length: 200 }, (_, place) =>
    test.answer(people[place % 10] ?? test.ada, id, { answer: place % 3 === 0 ? 'deny' : 'approve' }),
  );
  const settled = await Promise.allSettled(tries);
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await test.gateway.findApproval(id)).request.answers.length, 1);
});

test('a request says who may not answer it, and nobody else’s word lifts that', async () => {
  const test = await open();
  const bob = await test.enrol('bob');
  const proposal = { ...propose('Bash', { command: 'npm test' }), authors: ['human:ada'] };
  const asked = await test.gateway.authorize(AGENT, proposal, NO_WAIT);
  const id = asked.approval?.request.id ?? '';
  await assert.rejects(test.answer(test.ada, id), { code: 'auth.self-approval' });
  assert.match(JSON.stringify(test.gateway.promptOf(await test.gateway.findApproval(id))), /Not by who wrote it/);
  assert.equal((await test.answer(bob, id)).request.status, 'approved');
  assert.equal((await test.gateway.authorize(AGENT, proposal, NO_WAIT)).verdict, 'allow');
});
