import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinkResolver } from '../../adapters/filesystem/link-resolver.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import type { Authorization, Caller, Proposal } from '../../application/gateway.ts';
import { signedTrustText } from '../../core/fatigue/session-trust.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { AGENT, NO_WAIT, OPERATOR, openTestGateway, propose, type TestGateway } from '../harness/test-gateway.ts';
import { readyPolicy } from '../harness/test-policy.ts';

export const TOOL = 'builtin:claude-code Bash';
export const SESSION = 's-1';

/** A gateway in front of a project in a real folder, with links followed. */
export type Project = {
  readonly gate: TestGateway;
  readonly root: string;
  readonly workspace: string;
  /** What is decided about a line, without doing it. */
  readonly verdict: (command: string, more?: Partial<Proposal>, caller?: Caller) => Promise<string>;
  /** Proposes a line; an agent that is let through goes on. */
  readonly run: (command: string, more?: Partial<Proposal>) => Promise<Authorization>;
  readonly call: (tool: string, args: Proposal['args']) => Promise<Authorization>;
  readonly trust: (pattern?: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** An entry of the whitelist that holds now. */
export function entry(pattern: string, effects: readonly string[]): NonNullable<Policy['whitelist']>[number] {
  return { pattern, scope: 'always', note: 'a test', tool: TOOL, effects, ...LIFE };
}

export const LIFE = { addedAtMs: 0, expiresAtMs: Number.MAX_SAFE_INTEGER } as const;

/** Opens a gateway for one test, with these settings of the policy made from the folder that it is about. */
export async function openProject(settings: (root: string) => Partial<Policy> = () => ({})): Promise<Project> {
  const root = mkdtempSync(join(tmpdir(), 'countersign-prompts-'));
  const workspace = join(root, 'work', 'app');
  mkdirSync(join(workspace, 'src'), { recursive: true });
  const key = generateSigningKey('ed25519');
  const ready = readyPolicy(settings(root));
  const gate = await openTestGateway({ ready, approverKey: key, ports: { pathResolver: createLinkResolver() } });
  const at = (tool: string, args: Proposal['args'], more: Partial<Proposal> = {}): Proposal =>
    propose(tool, args, { session: SESSION, workspace, cwd: workspace, ...more });
  const call: Project['call'] = (tool, args) => gate.gateway.authorize(AGENT, at(tool, args), NO_WAIT);
  await call('Read', { file_path: join(workspace, 'a.ts') });
  return {
    gate,
    root,
    workspace,
    call,
    verdict: async (command, more, caller = AGENT) =>
      (await gate.gateway.check(caller, at('Bash', { command }, more))).decision.verdict,
    run: (command, more) => gate.gateway.authorize(AGENT, at('Bash', { command }, more), NO_WAIT),
    trust: async (pattern) => {
      const order = { session: SESSION, durationMs: 3_600_000 };
      const listed = pattern === undefined ? null : { tool: TOOL, pattern };
      const { trust, statement } = await gate.gateway.askToTrust(OPERATOR, { ...order, pattern: listed });
      const keyId = gate.ports.approvers.list()[0]?.keyId ?? '';
      const text = signedTrustText(statement, { approver: OPERATOR.principal, keyId });
      const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
      await gate.gateway.trustSession(OPERATOR, { nonce: trust.nonce, keyId, signature });
    },
    close: async () => {
      await gate.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** Runs a test in a project of its own. */
export async function within(
  settings: Parameters<typeof openProject>[0],
  body: (project: Project) => Promise<void>,
): Promise<void> {
  const project = await openProject(settings);
  try {
    await body(project);
  } finally {
    await project.close();
  }
}

/** Nothing of this runs unasked. */
export async function asksAbout({ verdict }: Project, lines: readonly string[]): Promise<void> {
  for (const line of lines) assert.notEqual(await verdict(line), 'allow', line);
}
