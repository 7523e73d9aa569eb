import type { WireSandbox } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { type Finding, finding } from './finding.ts';

const HELD = { name: 'sandboxes', points: 4 };

/** What a run must be able to rely on; `countersign sandboxes` shows the rest. */
const NEEDED = [
  'files.private-root',
  'network.proxy-only',
  'processes.isolated',
  'privileges.none',
  'freeze',
  'kill.tree',
];

/** Whether programs can be held on the gateway's machine, found out by running some. */
export async function sandboxFindings(context: Context): Promise<readonly Finding[]> {
  try {
    const { client } = connectGateway(context);
    return [sandboxFinding(await client.runs.sandboxes(['bwrap'], { timeoutMs: 30_000 }))];
  } catch (error) {
    return [finding(HELD, { ok: false, found: toCliError(error).message, fix: 'countersign up --detach' })];
  }
}

/** Judges what was found of each kind. */
export function sandboxFinding(sandboxes: readonly WireSandbox[]): Finding {
  const holding = sandboxes.filter(
    ({ name, works, enforces }) => name !== 'none' && works && NEEDED.every((one) => enforces.includes(one)),
  );
  const usual = sandboxes.find(({ name }) => name === 'bwrap');
  const why = usual?.missing[0]?.why ?? 'no kind of sandbox works here';
  const found =
    holding.length > 0
      ? `${holding.map(({ name }) => name).join(', ')} ${holding.length === 1 ? 'holds' : 'hold'} what \`countersign run\` starts`
      : `nothing holds what \`countersign run\` starts: ${why}`;
  return finding(HELD, { ok: holding.length > 0, found, fix: 'countersign sandboxes' });
}
