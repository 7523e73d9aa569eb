import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseToolPattern } from '../../core/policy/parse-tool-pattern.ts';
import { settle } from '../harness/manual-clock.ts';
import { AGENT, LONG_WAIT, NO_WAIT, OPERATOR, propose } from '../harness/test-gateway.ts';
import { LIFE, type Project, SESSION, within } from './prompts-gateway.ts';

function parsePattern(text: string) {
  const parsed = parseToolPattern(text);
  if (!parsed.ok) throw new TypeError(`read a pattern: ${text}`);
  return parsed.value;
}

describe('An approval for the session', () => {
  test('does not cover a script that the agent rewrote after it', () =>
    within(undefined, async ({ gate, workspace, call, run }) => {
      const asked = await run('node build/x.js > out.txt');
      await gate.approve(asked.approval?.request.id ?? '', { scope: 'session' });
      assert.equal((await run('node build/x.js > out.txt')).verdict, 'allow');
      await call('Edit', { file_path: join(workspace, 'build/x.js'), old_string: 'a', new_string: 'evil' });
      assert.equal((await run('node build/x.js > out.txt')).verdict, 'require-approval');
    }));
});

describe('One prompt for identical calls', () => {
  const wait = { ...LONG_WAIT, waitMs: 30_000 };
  const pendingOf = async ({ gate }: Project): Promise<readonly string[]> => {
    const query = { statuses: ['pending'], limit: 100, order: 'oldest', after: null } as const;
    return (await gate.gateway.listApprovals(query)).map(({ request }) => request.id);
  };

  test('is not one for two that differ in an effect: the same words, and a link that was laid in between', () =>
    within(undefined, async (project) => {
      const { gate, root, workspace } = project;
      const at = { session: SESSION, workspace, cwd: workspace };
      const line = () => propose('Bash', { command: './x.sh && touch src/out' }, at);
      const first = gate.gateway.authorize(AGENT, line(), wait);
      await settle(20);
      writeFileSync(join(root, 'outside'), '');
      symlinkSync(join(root, 'outside'), join(workspace, 'src', 'out'));
      const second = gate.gateway.authorize(AGENT, line(), wait);
      await settle(20);
      const pending = await pendingOf(project);
      assert.equal(pending.length, 2);
      await gate.approve(pending[0] ?? '', { answer: 'deny' });
      await gate.approve(pending[1] ?? '', { answer: 'deny' });
      assert.deepEqual([(await first).verdict, (await second).verdict], ['deny', 'deny']);
    }));

  test('is not one for other arguments, another folder, another session or another principal', () =>
    within(undefined, async (project) => {
      const { gate, workspace } = project;
      const at = { session: SESSION, workspace, cwd: workspace };
      const calls = [
        gate.gateway.authorize(AGENT, propose('Bash', { command: './x.sh a' }, at), wait),
        gate.gateway.authorize(AGENT, propose('Bash', { command: './x.sh b' }, at), wait),
        gate.gateway.authorize(
          AGENT,
          propose('Bash', { command: './x.sh a' }, { ...at, cwd: join(workspace, 'src') }),
          wait,
        ),
        gate.gateway.authorize(AGENT, propose('Bash', { command: './x.sh a' }, { ...at, session: 's-2' }), wait),
        gate.gateway.authorize(
          { ...AGENT, principal: 'agent:b' },
          propose('Bash', { command: './x.sh a' }, { ...at, session: 's-3' }),
          wait,
        ),
      ];
      await settle(30);
      const pending = await pendingOf(project);
      assert.equal(pending.length, calls.length);
      for (const id of pending) await gate.approve(id, { answer: 'deny' });
      await Promise.all(calls);
    }));
});

describe('Suggestions that an agent provokes', () => {
  const approved = async ({ gate, workspace }: Project, command: string, times = 10): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      const at = { session: `s-${command.length}-${time}`, workspace, cwd: workspace };
      const asked = await gate.gateway.authorize(AGENT, propose('Bash', { command }, at), NO_WAIT);
      await gate.clock.advance(5_000);
      await gate.approve(asked.approval?.request.id ?? '');
    }
    await settle(40);
  };
  const proposed = async ({ gate }: Project): Promise<readonly string[]> =>
    (await gate.gateway.listProposals({ limit: 100 })).flatMap(({ yaml }) => (yaml === null ? [] : [yaml]));

  test('put nothing in force by themselves, and are accepted by no agent', () =>
    within(undefined, async (project) => {
      await approved(project, './x.sh');
      assert.equal((await proposed(project)).length, 1);
      assert.notEqual(await project.verdict('./x.sh'), 'allow');
      assert.throws(() => project.gate.gateway.dismissProposal(AGENT, 0), { code: 'auth.forbidden' });
    }));

  test('hold exactly the words that were approved, without a wildcard that those words bring along', () =>
    within(undefined, async (project) => {
      await approved(project, './x.sh src/*');
      await approved(project, './x.sh "a\nrm -rf b"');
      await approved(project, './x.sh \u202e"hs.x/."');
      for (const yaml of await proposed(project)) {
        assert.doesNotMatch(yaml, /\*/u);
        assert.equal(yaml.split('\n').length, 5, yaml);
      }
    }));

  test('never come of what is destructive, or of risk above medium', () =>
    within(undefined, async (project) => {
      await approved(project, 'git clean -fd');
      await approved(project, 'rm -rf src');
      assert.deepEqual(await proposed(project), []);
    }));

  test('once accepted, do not run what the agent put into the file afterwards', () =>
    within(
      () => ({
        rules: [
          {
            id: 'permit-x',
            layer: 'organisation',
            decision: 'permit',
            when: [{ ...parsePattern('Bash(./x.sh)'), effect: null }],
            reason: 'accepted',
            instead: '',
            expiresAtMs: LIFE.expiresAtMs,
            match: [],
            notMatch: [],
          },
        ],
      }),
      async (project) => {
        assert.equal(await project.verdict('./x.sh'), 'allow');
        await project.call('Write', { file_path: join(project.workspace, 'x.sh'), content: 'evil' });
        assert.notEqual(await project.verdict('./x.sh'), 'allow');
      },
    ));
});

test('an operator cannot be made to trust a session by an answer that was signed for another', () =>
  within(undefined, async ({ gate, workspace, trust, verdict }) => {
    const other = propose(
      'Read',
      { file_path: join(workspace, 'a.ts') },
      { session: 's-2', workspace, cwd: workspace },
    );
    await gate.gateway.authorize(AGENT, other, NO_WAIT);
    await trust();
    const asked = await gate.gateway.askToTrust(OPERATOR, { session: 's-2', pattern: null, durationMs: 3_600_000 });
    const keyId = gate.ports.approvers.list()[0]?.keyId ?? '';
    const forged = { nonce: asked.trust.nonce, keyId, signature: Buffer.alloc(64).toString('base64') };
    await assert.rejects(gate.gateway.trustSession(OPERATOR, forged), { code: 'approval.signature' });
    assert.notEqual(await verdict('npm test', { session: 's-2' }), 'allow');
  }));
