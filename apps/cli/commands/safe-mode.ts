import type { WireEmergency } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { openApprover } from '../gateway/approver-key.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';

const REASON = { name: 'reason', short: 'r', value: 'TEXT' } as const;

/** Makes the gateway read-only. */
export const safeModeOn: Command = {
  path: ['safe-mode', 'on'],
  summary: 'make the gateway read-only at once: no model, shell, network or write',
  details: [
    'Takes one person with scope halt or admin, and never an agent. It is recorded and survives a restart. Agents can still read.',
  ],
  options: [{ ...REASON, summary: 'why, for whoever finds it so' }],
  examples: [{ line: 'countersign safe-mode on --reason "an agent read credentials"', does: 'let agents only read' }],
  run: async (invocation, context) => {
    const reason = reasonOf(invocation, 'on');
    const state = await connectGateway(context).client.enterSafeMode({ reason });
    const { terminal } = context;
    if (invocation.json) terminal.json(state);
    else {
      terminal.out(`${terminal.style.yellow('●')} safe mode: agents can only read`);
      terminal.out('  end it     countersign safe-mode off --reason "what was found and mended"');
    }
    return EXIT.ok;
  },
};

/** Ends safe mode. */
export const safeModeOff: Command = {
  path: ['safe-mode', 'off'],
  summary: 'end safe mode, signed with your approval key',
  details: [
    "Asks the gateway for a question that is good for one answer within five minutes, signs it with the key of the state directory, and sends it. The reason is signed too and goes into the log; 20 to 2,000 characters. A token alone, an agent's least of all, cannot end it.",
  ],
  options: [
    { ...REASON, summary: 'what was found and mended' },
    { name: 'as', value: 'PRINCIPAL', summary: 'who you are, for a token that may not say so, for example human:anna' },
  ],
  examples: [
    { line: 'countersign safe-mode off --reason "removed the plug-in, changed the keys"', does: 'let agents go on' },
  ],
  run: async (invocation, context) => {
    const reason = reasonOf(invocation, 'off');
    const approver = await openApprover(context, invocation.text('as'));
    const state = await approver.leaveSafeMode(reason);
    const { terminal } = context;
    if (invocation.json) terminal.json(state);
    else
      terminal.out(`${terminal.style.green('●')} safe mode ended, signed by ${approver.principal}${haltNote(state)}`);
    return EXIT.ok;
  },
};

function haltNote({ halt }: WireEmergency): string {
  return halt === null ? '' : '; everything is still halted: countersign resume';
}

function reasonOf(invocation: Invocation, verb: 'on' | 'off'): string {
  const reason = invocation.text('reason');
  if (reason !== null && reason.trim() !== '') return reason;
  throw usageError({ path: ['safe-mode', verb] }, ['no --reason, want why, in words']);
}
