import type { Pairing, PairingEnd } from '../../core/notify/pairing.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { FlowContext } from '../flow-context.ts';
import type { NewEntry } from '../log/log-sequencer.ts';

/** The end of a pairing before it is written: what it is then, and what goes into the commit that says so. */
export type PairingEnding = {
  readonly ended: Pairing;
  readonly entry: NewEntry;
  readonly changes: readonly StateChange[];
};

/** Makes the end of a pairing, for the commit of whatever ends it. */
export function endingOf(
  { ports }: Pick<FlowContext, 'ports'>,
  pairing: Pairing,
  { by, why }: { readonly by: string; readonly why: PairingEnd },
): PairingEnding {
  const end = { why, by, atMs: ports.clock.nowMs() };
  const ended: Pairing = { ...pairing, state: 'ended', codeHash: null, end, version: pairing.version + 1 };
  const entry = pairingEntry({ ports }, { type: 'pairing.ended', pairing: ended, actor: by, payload: null });
  return { ended, entry, changes: [{ kind: 'pairing.save', pairing: ended }] };
}

/** What the log says of a pairing: whose account, and never which one, but in the encrypted payload. */
export function pairingEntry(
  { ports }: Pick<FlowContext, 'ports'>,
  about: {
    readonly type: 'pairing.offered' | 'pairing.created' | 'pairing.ended';
    readonly pairing: Pairing;
    readonly actor: string;
    readonly payload: string | null;
  },
): NewEntry {
  const { id, channel, principal, keyId, end } = about.pairing;
  const data = { channel, key: keyId, pairing: id, principal, ...(end === null ? {} : { why: end.why }) };
  const atMs = ports.clock.nowMs();
  return {
    entry: { type: about.type, atMs, actor: about.actor, session: null, action: null, data },
    payload: about.payload,
  };
}
