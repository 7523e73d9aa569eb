import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApproverGateway } from '../../test/harness/approver-gateway.ts';
import { AGENT, OPERATOR } from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';

const PASSKEY = { ...OPERATOR, webSession: { id: 'w', way: 'passkey' as const, openedAtMs: 1_790_000_000_000 } };

async function openWithFile(options: { readonly loads?: () => boolean } = {}) {
  const file = { text: 'version: 1', writes: 0 };
  const organisationText = {
    read: () => ({ source: 'policy.yaml', text: file.text, isOwn: true }),
    parse: (text: string) =>
      text === 'broken' ? { document: null, problem: 'line 1' } : { document: text, problem: null },
    write: (text: string) => {
      const before = file.text;
      file.text = text;
      file.writes += 1;
      return {
        kept: 'policy.yaml.kept',
        putBack: () => {
          file.text = before;
        },
      };
    },
  };
  const layers = [{ layer: 'organisation' as const, source: 'policy.yaml', document: 'as it is' }];
  const sources = { layers, weights: { source: 'test', document: null }, cedar: '' };
  const opened = await openApproverGateway({
    ports: {
      policySource: {
        load: async () =>
          file.writes > 0 && options.loads?.() === false
            ? { ok: false, problems: [{ source: 'safety.yaml', message: 'no' }] }
            : { ok: true, sources },
        projectLayer: () => null,
        organisationText,
      },
      preparePolicy: (given) =>
        given.layers[0]?.document === 'bad'
          ? { ok: false, failure: ['no'] }
          : { ok: true, value: readyPolicy({ rules: [] }) },
    },
  });
  return { ...opened, file };
}

test('puts a policy in force for a person who signed in with a passkey, on record, and keeps the one before', async () => {
  const { gateway, file, close } = await openWithFile();
  const { kept } = await gateway.savePolicy(PASSKEY, { before: 'version: 1', text: 'another' });
  assert.deepEqual([kept, file.text], ['policy.yaml.kept', 'another']);
  const { size } = await gateway.logHead();
  const entries = await gateway.logEntries({ fromIndex: 0, limit: size });
  assert.ok(entries.some(({ text }) => text.includes('"policy.activated"') && text.includes('human:operator')));
  await close();
});

test('takes a login with a passkey for proof for ten minutes, and one by a link never', async () => {
  const { gateway, file, clock, close } = await openWithFile();
  const saving = { before: 'version: 1', text: 'another' };
  const byLink = { ...PASSKEY, webSession: { ...PASSKEY.webSession, way: 'link' as const } };
  await assert.rejects(gateway.savePolicy(byLink, saving), { code: 'factor.refused' });
  await clock.advance(600_000);
  await assert.rejects(gateway.savePolicy(PASSKEY, saving), { code: 'factor.refused' });
  assert.equal(file.writes, 0);
  const opened = { ...PASSKEY, webSession: { ...PASSKEY.webSession, openedAtMs: clock.nowMs() - 599_999 } };
  await gateway.savePolicy(opened, saving);
  await close();
});

test('takes a code of the person’s app, once, and nothing less', async () => {
  const { gateway, file, enrol, enrolTotp, codeOf, clock, close } = await openWithFile();
  const ada = await enrol('ada');
  const saving = { before: 'version: 1', text: 'another' };
  await assert.rejects(gateway.savePolicy(ada.caller, saving), { code: 'factor.refused' });
  const { secret } = await enrolTotp(ada.caller);
  await assert.rejects(gateway.savePolicy(ada.caller, saving), { code: 'factor.refused' });
  await assert.rejects(gateway.savePolicy(ada.caller, { ...saving, totp: '000000' }), { code: 'factor.refused' });
  await clock.advance(30_000);
  const totp = codeOf(secret);
  await gateway.savePolicy(ada.caller, { ...saving, totp });
  const again = { before: 'another', text: 'a third', totp };
  await assert.rejects(gateway.savePolicy(ada.caller, again), { code: 'factor.refused' });
  assert.deepEqual([file.text, file.writes], ['another', 1]);
  await close();
});

test('refuses programs, a text that would not load, and a file that was changed meanwhile; writes nothing then', async () => {
  const { gateway, file, close } = await openWithFile();
  const save = (caller: typeof OPERATOR, before: string, text: string) => gateway.savePolicy(caller, { before, text });
  await assert.rejects(save(AGENT, 'version: 1', 'another'), { code: 'auth.forbidden' });
  await assert.rejects(save(PASSKEY, 'version: 1', 'broken'), { code: 'policy.invalid' });
  await assert.rejects(save(PASSKEY, 'version: 1', 'bad'), { code: 'policy.invalid' });
  await assert.rejects(save(PASSKEY, 'version: 0', 'another'), { code: 'policy.moved' });
  assert.deepEqual([file.text, file.writes], ['version: 1', 0]);
  await close();
});

test('puts the file back where the whole would not load with it', async () => {
  const { gateway, file, close } = await openWithFile({ loads: () => false });
  const saving = { before: 'version: 1', text: 'another' };
  await assert.rejects(gateway.savePolicy(PASSKEY, saving), { code: 'policy.invalid' });
  assert.deepEqual([file.text, file.writes], ['version: 1', 1]);
  await close();
});
