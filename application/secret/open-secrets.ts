import type { FlowContext } from '../flow-context.ts';
import { lookRegularly } from '../look-regularly.ts';
import type { ValueRedactor } from './redactor.ts';
import { SecretDesk } from './secret-desk.ts';
import { SecretVault } from './secret-vault.ts';

/** The vault with its desk, and how to let go of them. */
export type OpenSecrets = { readonly vault: SecretVault; readonly desk: SecretDesk; readonly close: () => void };

/** How often versions whose overlap is over are looked for; what has ended is refused at once all the same. */
const SWEEP_MS = 3_600_000;

/** Opens the vault where the gateway has one, null where not. Raises `unavailable` where a value does not open. */
export async function openSecrets(context: FlowContext): Promise<OpenSecrets | null> {
  const { ports, sequencer } = context;
  if (ports.vault === undefined) return null;
  const vault = await SecretVault.open({ ports, sequencer, cipher: ports.vault.cipher });
  const redactor: ValueRedactor = {
    get redact() {
      return vault.redactor;
    },
  };
  context.events.redactWith(redactor);
  sequencer.redactWith(redactor);
  const sweep = lookRegularly(ports.clock, { everyMs: SWEEP_MS, look: () => vault.endOverlaps() });
  return { vault, desk: new SecretDesk(context, vault), close: sweep.close };
}
