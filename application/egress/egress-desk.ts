import type { EventHub } from '../event-hub.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import type { EgressSpec } from './egress-attempt.ts';
import { EgressPass } from './egress-pass.ts';
import { EgressRecorder } from './egress-record.ts';
import type { JudgeParts } from './judge-attempt.ts';
import { OwnAddresses } from './own-addresses.ts';

/** What the desk is made of. */
export type EgressDeskParts = Omit<JudgeParts, 'ownAddresses'> & {
  /** Addresses of this machine's own interfaces; the same list as long as they are the same. */
  readonly ownAddresses: () => readonly string[];
  readonly sequencer: Pick<LogSequencer, 'append'>;
  readonly events: Pick<EventHub, 'subscribe'>;
};

/** How often open connections are held against the emergency state: a stop that nobody announces is seen within this time. */
const LOOK_MS = 20;

/**
 * Gives out passes, and ends what is open under them when a halt, a block or a freeze comes: at once where it is announced, within
 * 20 milliseconds where it is not (the sentinel file, containments).
 */
export class EgressDesk {
  private readonly parts: EgressDeskParts;
  private readonly own: OwnAddresses;
  private readonly live = new Set<EgressPass>();
  private readonly unsubscribe: () => void;
  private cancelLook: (() => void) | null = null;

  constructor(parts: EgressDeskParts) {
    this.parts = parts;
    this.own = new OwnAddresses(parts.ownAddresses, parts.toAscii);
    this.unsubscribe = parts.events.subscribe((event) => {
      if (event.kind === 'emergency') this.heed();
    });
  }

  /** A pass for one holder. Whoever asks answers for the rules: they are those of the holder's lease. */
  open(spec: EgressSpec): EgressPass {
    const { clock, sequencer } = this.parts;
    const recorder = new EgressRecorder({ clock, sequencer }, spec);
    return new EgressPass(
      {
        ...this.parts,
        ownAddresses: () => this.own.read(),
        recorder,
        onLive: (pass, isLive) => this.note(pass, isLive),
      },
      spec,
    );
  }

  /** Ends everything that is open, and looks at nothing any more. */
  close(): void {
    this.unsubscribe();
    for (const pass of [...this.live]) pass.close('the gateway is stopping');
    this.cancelLook?.();
    this.cancelLook = null;
  }

  private note(pass: EgressPass, isLive: boolean): void {
    if (isLive) this.live.add(pass);
    else this.live.delete(pass);
    if (this.live.size > 0 && this.cancelLook === null) this.look();
  }

  private look(): void {
    this.cancelLook = this.parts.clock.after(LOOK_MS, () => {
      this.cancelLook = null;
      this.heed();
      if (this.live.size > 0 && this.cancelLook === null) this.look();
    });
  }

  private heed(): void {
    const { halt, safeMode, containments } = this.parts.emergency.read();
    if (halt === null && !safeMode && containments.length === 0) return;
    for (const pass of [...this.live]) pass.heed();
  }
}
