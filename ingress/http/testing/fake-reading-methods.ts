import type { PolicyTextFlows, SavedPolicy } from '../../../application/policy/save-policy.ts';
import type { ActionRow } from '../../../application/reading/action-row.ts';
import type { ReadingFlows } from '../../../application/reading/reading-flows.ts';
import { sampleAction, sampleSession } from '../../../ports/conformance/sample-records.ts';
import { decisionOf } from './sample-decision.ts';

/** A row as the fake gateway lists it. */
export function sampleRow(): ActionRow {
  return {
    logIndex: 7,
    atMs: 1_000,
    actionId: 'action-1',
    session: 's',
    principal: 'agent:x',
    tool: 'Bash',
    surface: 'hook',
    summary: 'npm test',
    workspace: '/w',
    effects: ['process.run'],
    provenance: ['web'],
    verdict: 'allow',
    isEnforced: true,
    score: 11,
    level: 'low',
    gate: null,
    rule: null,
    reason: '',
    policy: 'p',
    status: 'completed',
  };
}

/** The methods that only read, as the fake gateway answers them. */
export function fakeReadingMethods(
  see: (method: keyof (ReadingFlows & PolicyTextFlows), ...args: readonly unknown[]) => void,
  policy: SavedPolicy['policy'],
): ReadingFlows & PolicyTextFlows {
  return {
    listActions: async (...args) => {
      see('listActions', ...args);
      return { rows: [sampleRow()], nextBefore: 7, size: 12 };
    },
    showAction: async (...args) => {
      see('showAction', ...args);
      return {
        record: sampleAction(),
        action: null,
        decisions: [{ logIndex: 7, atMs: 1_000, decision: decisionOf('allow') }],
        trail: [
          {
            index: 7,
            type: 'decision',
            atMs: 1_000,
            actor: 'agent:x',
            data: { note: ['AKIA', 'QZ3M7XK2PL9RTW4B'].join('') },
          },
        ],
        checkpoint: null,
      };
    },
    replayAction: async (...args) => {
      see('replayAction', ...args);
      return [{ index: 7, outcome: 'same', detail: '' }];
    },
    listSessions: async (...args) => {
      see('listSessions', ...args);
      return [{ record: sampleSession(), grants: 1, crisis: { level: 'high', untilMs: 9_000 } }];
    },
    parseAction: async (...args) => {
      see('parseAction', ...args);
      const part = { kind: 'command', operator: '', text: 'npm test', program: 'npm', effects: ['process.run'] };
      return { parts: [{ ...part, children: [] }], isComplete: true, problem: null };
    },
    ...policyTextMethods(see, policy),
    logKeys: () => ({ origin: 'test.log/1', keys: ['test.log/1+00000000+AQ=='] }),
  };
}

function policyTextMethods(
  see: Parameters<typeof fakeReadingMethods>[0],
  policy: SavedPolicy['policy'],
): Pick<ReadingFlows & PolicyTextFlows, 'savePolicy' | 'policyText' | 'previewPolicy'> {
  return {
    savePolicy: async (...args) => {
      see('savePolicy', ...args);
      return { policy, kept: '/config/policy.yaml.kept' };
    },
    policyText: () => ({ source: '/config/policy.yaml', text: 'version: 1\n', isOwn: true }),
    previewPolicy: async (...args) => {
      see('previewPolicy', ...args);
      const action = { index: 7, actionId: 'action-1', tool: 'Bash', summary: 'npm test' };
      const change = { ...action, before: 'allow', after: 'deny', reason: 'odd' };
      return {
        problems: [],
        warnings: [],
        rules: 1,
        examples: 2,
        decisions: 3,
        changed: 1,
        changes: [change],
        isCut: false,
      };
    },
  };
}
