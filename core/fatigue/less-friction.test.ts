import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import type { Action } from '../action/action.ts';
import type { SessionGrant } from '../approval/approval.ts';
import { grantCoverOfAction } from '../approval/session-grant.ts';
import { surroundingsOf } from '../decide.ts';
import { analyseAction } from '../effect/analyse-action.ts';
import type { Facts } from '../facts.ts';
import { judgeRisk } from '../gate/judge-risk.ts';
import type { Policy } from '../policy/policy.ts';
import { assessRisk } from '../risk/assess-risk.ts';
import { actionOf, factsOf, policyOf, WORKSPACE } from '../testing/samples.ts';
import { lessFriction } from './less-friction.ts';
import { grantOfTrust, type TrustScope } from './session-trust.ts';

const parseShell = await openShellParser();
const NOW = factsOf().nowMs;
const DAY = 86_400_000;
const LIFE = { addedAtMs: NOW - DAY, expiresAtMs: NOW + DAY };
const TOOL = 'builtin:claude-code Bash';
const TESTS = ['process.run+unseen-code'];
const ENTRY = { pattern: 'npm test', scope: 'always', note: 'n', tool: TOOL, effects: TESTS, ...LIFE } as const;
const FOLDER = { path: '~/site', note: 'n', ...LIFE };
const KEPT: Partial<Facts> = { wholeWorkspace: 'kept' };

type Scene = {
  readonly command?: string;
  readonly settings?: Partial<Policy>;
  readonly facts?: Partial<Facts>;
  readonly action?: Partial<Action>;
};

/** A deliberation of a real line, analysed and scored as it would be. */
function deliberation({ command = 'npm test', settings = {}, facts: more = {}, action: other = {} }: Scene) {
  const policy = policyOf(settings, { parseShell });
  const facts = factsOf(more);
  const action = actionOf('Bash', { command }, other);
  const analysis = analyseAction(action, surroundingsOf(facts, policy));
  const plan = { production: false, financial: false, planPoints: 0, planClass: 'ordinary' } as const;
  const risk = assessRisk({ effects: analysis.effects, ...plan }, policy.settings.weights);
  const rules = { forbids: [], asks: [], permits: [], broken: [] };
  return { action, facts, policy, analysis, risk, rules };
}

const CHANGED = { session: { ...factsOf().session, tasksChanged: true as const } };
const UNKNOWN = { session: { ...factsOf().session, tasksChanged: 'unknown' as const } };

const why = (scene: Scene): string | null => lessFriction(deliberation(scene));
const judged = (scene: Scene): string => judgeRisk(deliberation(scene)).outcome;

function trusted(scope: TrustScope = { kind: 'work' }, more: Partial<SessionGrant> = {}): Partial<Facts> {
  const trust = {
    session: 's1',
    principal: 'agent:coder',
    workspace: WORKSPACE,
    lease: null,
    policyVersion: 'sha256:policy',
    scope,
    expiresAtMs: NOW + 1,
    nonce: 'n1',
  };
  return { ...KEPT, grants: [{ ...grantOfTrust(trust, 'human:ada'), ...more }] };
}

test('changes nothing where nothing is listed or trusted', () => {
  assert.equal(why({}), null);
  assert.equal(judged({}), 'require-approval');
});

describe('A whitelist entry', () => {
  const listed = (more: object, scene: Scene = {}): string | null =>
    why({ ...scene, settings: { whitelist: [{ ...ENTRY, ...more }] } });

  test('covers the command that it names, while it holds', () => {
    assert.equal(listed({}), 'whitelist 1');
    assert.equal(judged({ settings: { whitelist: [ENTRY] } }), 'pass');
    assert.equal(listed({ addedAtMs: NOW }), 'whitelist 1');
    assert.equal(listed({ addedAtMs: NOW + 1 }), null);
    assert.equal(listed({ expiresAtMs: NOW }), null);
  });

  test('covers no other line, whatever it begins with', () => {
    for (const command of [
      'npm test --x',
      'npm test; id',
      'npm test && id',
      'npm test > a',
      'A=1 npm test',
      'npm $X',
      'npm run test',
    ])
      assert.equal(listed({}, { command }), null, command);
  });

  test('is bound to its tool, digest included, and to the workspace', () => {
    assert.equal(listed({ tool: 'builtin:codex Bash' }), null);
    assert.equal(listed({ tool: `${TOOL} sha256:x` }), null);
    assert.equal(listed({}, { action: { cwd: '/tmp' } }), null);
    const read = { tool: { name: 'Read', origin: 'builtin:claude-code', digest: null }, args: { file_path: 'a.ts' } };
    assert.equal(listed({ tool: 'builtin:claude-code Read', effects: ['file.read'] }, { action: read }), null);
  });

  test('loses its effect when the command does more than was shown', () => {
    assert.equal(listed({ effects: ['process.run'] }), null);
    assert.equal(listed({ pattern: 'npm *' }), null);
  });

  test('covers no code that was changed since, and no place that a link leads out to', () => {
    assert.equal(listed({}, { facts: UNKNOWN }), null);
    assert.equal(listed({}, { facts: CHANGED }), null);
    const out = { realPlaces: { [`${WORKSPACE}/a`]: '/tmp/evil' } };
    assert.equal(listed({}, { facts: out, action: { cwd: `${WORKSPACE}/a` } }), null);
  });

  test('of scope auto counts only where the reviewer model has no objection', () => {
    assert.equal(listed({ scope: 'auto' }), null);
    assert.equal(listed({ scope: 'auto' }, { facts: { reviewer: 'objection' } }), null);
    assert.equal(listed({ scope: 'auto' }, { facts: { reviewer: 'no-objection' } }), 'whitelist 1');
  });

  test('covers nothing destructive and nothing of high risk, even where a file says so', () => {
    for (const [command, effects] of [
      ['rm -rf src', ['file.delete+bulk']],
      ['git push --force', ['git.push-force']],
    ] as const)
      assert.equal(
        judged({ command, settings: { whitelist: [{ ...ENTRY, pattern: command, effects }] } }),
        'require-approval',
      );
  });
});

describe('Trust in a session', () => {
  test('covers the ordinary work of this session, while it holds', () => {
    assert.equal(why({ facts: trusted() }), 'trust n1');
    assert.equal(why({ facts: trusted(undefined, { session: 's2' }) }), null);
    assert.equal(why({ facts: trusted(undefined, { expiresAtMs: NOW }) }), null);
    assert.equal(why({ facts: trusted(undefined, { policyVersion: 'other' }) }), null);
    assert.equal(why({ facts: trusted(undefined, { tool: 'a b' }) }), null);
    assert.equal(why({ command: 'node x.js', facts: trusted() }), null);
  });

  test('ends with the lease that it was given under', () => {
    const lease = { id: 'l1' } as NonNullable<Facts['lease']>;
    assert.equal(why({ facts: { ...trusted(), lease } }), null);
  });

  test('wants the whole workspace kept, and tasks that nobody changed', () => {
    assert.equal(why({ facts: { ...trusted(), wholeWorkspace: 'not-kept' } }), null);
    assert.equal(judged({ facts: trusted() }), 'pass');
    assert.equal(judged({ facts: { ...trusted(), ...CHANGED } }), 'require-approval');
    assert.equal(judged({ facts: { ...trusted(), ...UNKNOWN } }), 'require-approval');
  });

  test('is for what stands there when it is given: what was changed before it is covered, what comes later is not', () => {
    for (const { session } of [CHANGED, UNKNOWN]) {
      const since = (trustedSince: readonly string[]) => ({ ...trusted(), session: { ...session, trustedSince } });
      assert.equal(judged({ facts: since(['n1']) }), 'pass');
      assert.equal(judged({ facts: since(['another']) }), 'require-approval');
      assert.equal(judged({ command: 'npm run deploy', facts: since(['n1']) }), 'require-approval');
    }
  });

  test('lasts no longer because a clock was set back', () => {
    const facts = trusted(undefined, { expiresAtMs: NOW + 4 * 3_600_000 });
    assert.equal(why({ facts }), 'trust n1');
    assert.equal(why({ facts: { ...facts, nowMs: NOW - 1 } }), null);
  });

  test('tells people of a change, where an earlier permission may have covered it', () => {
    assert.match(
      judgeRisk(deliberation({ facts: CHANGED })).reason,
      /may have been changed, so that no earlier approval covers it$/u,
    );
    assert.doesNotMatch(judgeRisk(deliberation({})).reason, /changed/u);
  });

  test('in one pattern covers this command and no other', () => {
    const scope = { kind: 'pattern', tool: TOOL, pattern: 'npm test', effects: TESTS } as const;
    assert.equal(why({ facts: trusted(scope) }), 'trust n1');
    assert.equal(why({ command: 'npm run build', facts: trusted(scope) }), null);
  });
});

describe('A trusted folder', () => {
  const settings = { trustedFolders: [FOLDER] };

  test('covers the tests, builds and checks of projects in it', () => {
    assert.equal(why({ settings, facts: KEPT }), 'trusted folder ~/site');
    assert.equal(
      why({ settings: { trustedFolders: [{ ...FOLDER, path: WORKSPACE }] }, facts: KEPT }),
      `trusted folder ${WORKSPACE}`,
    );
    assert.equal(judged({ settings, facts: KEPT }), 'pass');
  });

  test('is where it really is, and so is the workspace', () => {
    const folder = { settings: { trustedFolders: [{ ...FOLDER, path: '/srv/site' }] } };
    const at = (realPlaces: Record<string, string>) => why({ ...folder, facts: { ...KEPT, realPlaces } });
    assert.equal(at({ '/srv/site': WORKSPACE }), 'trusted folder /srv/site');
    assert.equal(at({}), null);
    const above = { trustedFolders: [{ ...FOLDER, path: WORKSPACE.slice(0, WORKSPACE.lastIndexOf('/')) }] };
    assert.notEqual(why({ settings: above, facts: KEPT }), null);
    assert.equal(why({ settings: above, facts: { ...KEPT, realPlaces: { [WORKSPACE]: '/tmp/evil' } } }), null);
  });

  test('covers no other folder, no other time, and nothing else in it', () => {
    for (const other of [{ path: '~/sit' }, { path: '/srv/x' }, { addedAtMs: NOW + 1 }, { expiresAtMs: NOW }])
      assert.equal(why({ settings: { trustedFolders: [{ ...FOLDER, ...other }] }, facts: KEPT }), null);
    assert.equal(why({ settings }), null);
    for (const command of ['npm ci', 'node x.js', 'touch a'])
      assert.equal(why({ command, settings, facts: KEPT }), null, command);
  });
});

test('lets no approval for the session cover code that was changed since, may have been, or lies elsewhere', () => {
  const asked = deliberation({});
  const grant: SessionGrant = {
    id: 'g1',
    session: 's1',
    request: 'r1',
    tool: TOOL,
    covers: grantCoverOfAction(asked.action, asked.analysis.effects) ?? [],
    policyVersion: 'sha256:policy',
    expiresAtMs: NOW + 1,
  };
  assert.equal(judged({ facts: { grants: [grant] } }), 'pass');
  assert.equal(judged({ facts: { grants: [grant], ...UNKNOWN } }), 'require-approval');
  const elsewhere = { realPlaces: { [asked.action.workspace]: '/w', [asked.action.cwd]: '/tmp/evil' } };
  const isApart = asked.action.cwd !== asked.action.workspace;
  assert.equal(judged({ facts: { grants: [grant], ...elsewhere } }), isApart ? 'require-approval' : 'pass');
  assert.equal(judged({ facts: { grants: [grant], ...CHANGED } }), 'require-approval');
  const trust = { grants: [grant], session: { ...CHANGED.session, trustedSince: ['g1'] } };
  assert.equal(judged({ facts: trust }), 'require-approval');
  assert.equal(judged({ command: 'touch a', facts: CHANGED }), 'pass');
});
