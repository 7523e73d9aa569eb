import type { WireEmergency, WireHealth, WirePolicy } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { counted } from '../setup/render-plan.ts';
import { shellWord } from '../workspace/find-workspace.ts';
import { type Finding, finding } from './finding.ts';

/** What the gateway said of itself, or why it did not. */
export type GatewayState =
  | {
      readonly state: 'answers';
      readonly health: WireHealth;
      readonly emergency: WireEmergency;
      readonly policy: WirePolicy;
    }
  | {
      readonly state: 'silent';
      readonly why: string;
      /** What to do first; null where starting it is the answer. */
      readonly fix?: string | null;
    };

/** Asks the gateway how it is. */
export async function askGateway(context: Context): Promise<GatewayState> {
  try {
    const { client } = connectGateway(context);
    const [health, emergency, policy] = await Promise.all([client.health(), client.emergency(), client.policy()]);
    return { state: 'answers', health, emergency, policy };
  } catch (error) {
    const { message, code, remedies } = toCliError(error);
    return { state: 'silent', why: message, fix: code === 'auth.invalid' ? remedies.join(' ') : null };
  }
}

const START = 'countersign up --detach';
const UNKNOWN = 'not known while the gateway does not answer';

/** Whether there is a gateway, whether it holds agents to its verdicts, whether its policy is in order, whether it is witnessed. */
export function gatewayFindings(gateway: GatewayState): readonly Finding[] {
  if (gateway.state === 'silent') {
    return [
      finding({ name: 'gateway', points: 15 }, { ok: false, found: gateway.why, fix: gateway.fix ?? START }),
      ...[POLICY, MODE, WITNESS].map((named) => finding(named, { ok: false, found: UNKNOWN, fix: '' })),
    ];
  }
  const { health, emergency, policy } = gateway;
  const isWorking = health.status === 'ok';
  const state = emergency.halt === null ? health.status : `halted: ${emergency.halt.reason}`;
  const repair =
    emergency.halt === null
      ? 'countersign status'
      : 'countersign resume --rationale "what was wrong, and what was mended"';
  return [
    finding(
      { name: 'gateway', points: 15 },
      { ok: isWorking, found: isWorking ? `version ${health.version} answers` : `answers, ${state}`, fix: repair },
    ),
    policyFinding(policy),
    modeFinding(health),
    witnessFinding(health),
    ...closedFindings(health),
  ];
}

/** Said only where there is one: each is a workspace that an agent cannot go on in. */
function closedFindings({ closed_workspaces: closed = [] }: Partial<WireHealth>): readonly Finding[] {
  return closed.map(({ root, problem }) =>
    finding(
      { name: 'workspace', points: 5 },
      {
        ok: false,
        found: `${root} is closed for writing: ${problem}`,
        fix: `countersign workspace reopen ${shellWord(root)}`,
      },
    ),
  );
}

const POLICY = { name: 'policy', points: 7 };
const MODE = { name: 'enforcement', points: 15 };
const WITNESS = { name: 'witness', points: 8 };

/** A gateway of an earlier version says nothing of its files. */
export function onFileOf({ on_file: onFile }: Partial<Pick<WirePolicy, 'on_file'>>): WirePolicy['on_file'] {
  return onFile ?? { state: 'in-force', problems: [] };
}

function policyFinding(policy: WirePolicy): Finding {
  const { rules, warnings } = policy;
  const onFile = onFileOf(policy);
  const [first] = warnings;
  if (onFile.state === 'changed') {
    const found = 'the policy files were changed since they were loaded: what they say now is not in force';
    return finding(POLICY, { ok: false, found, fix: 'countersign policy reload' });
  }
  if (onFile.state === 'invalid') {
    const found = `the policy files were changed and would not load: ${onFile.problems.join('; ')}. The gateway keeps the policy of before, and would not start again`;
    return finding(POLICY, { ok: false, found, fix: 'countersign policy lint' });
  }
  const found =
    first === undefined
      ? `${counted(rules.length, 'rule')}, no warnings`
      : `${counted(warnings.length, 'warning')}: ${first}`;
  return finding(POLICY, { ok: warnings.length === 0, found, fix: 'countersign policy lint' });
}

function modeFinding({ mode, profile }: WireHealth): Finding {
  const ok = mode === 'enforce';
  const found = ok ? `profile ${profile}: verdicts are enforced` : 'mode shadow: verdicts are recorded, not enforced';
  return finding(MODE, { ok, found, fix: 'set `mode: enforce` in policy.yaml' });
}

function witnessFinding({ witness }: WireHealth): Finding {
  return finding(WITNESS, {
    ok: witness === 'cosigned',
    found: WITNESSED[witness],
    fix:
      witness === 'none'
        ? 'run `countersign witness` on another host or as another user, and name it in config.yaml'
        : '',
  });
}

const WITNESSED: { readonly [State in WireHealth['witness']]: string } = {
  none: 'none: whoever owns this machine can rewrite the whole log unseen',
  pending: 'pending: the newest checkpoint is not cosigned yet; it is tried again',
  cosigned: 'the newest checkpoint is cosigned',
};
