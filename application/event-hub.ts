import type { ApprovalStatus } from '../core/approval/approval.ts';
import type { Verdict } from '../core/decision.ts';
import type { PinStatus } from '../core/trust/tool-pin.ts';
import type { WarningKind } from '../core/trust/tool-warning.ts';
import type { VerificationOutcome } from '../core/verify/judge-verification.ts';

/** Something that just became durable, for people and surfaces that watch. Holds no arguments and no secrets. */
export type GatewayEvent =
  | {
      readonly kind: 'decision';
      readonly logIndex: number;
      readonly atMs: number;
      readonly actionId: string;
      readonly session: string;
      readonly tool: string;
      readonly verdict: Verdict;
      readonly riskScore: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'outcome';
      readonly logIndex: number;
      readonly atMs: number;
      readonly actionId: string;
      readonly result: string;
    }
  | {
      /** A change that the gateway made was looked at; `human` is for a person, and so is what stands although it was rejected. */
      readonly kind: 'verification';
      readonly logIndex: number;
      readonly atMs: number;
      readonly actionId: string;
      readonly session: string;
      readonly outcome: VerificationOutcome;
      readonly stands: boolean;
      /** The names of the checks that did not pass. */
      readonly failed: readonly string[];
    }
  | {
      readonly kind: 'approval';
      readonly atMs: number;
      readonly id: string;
      readonly status: ApprovalStatus;
      readonly by: string | null;
    }
  | {
      readonly kind: 'emergency';
      readonly atMs: number;
      readonly halted: boolean;
      readonly safeMode: boolean;
      readonly reason: string;
    }
  | {
      /** A tool, or something else that a server offers, is held until somebody has looked at it. */
      readonly kind: 'tool';
      readonly atMs: number;
      readonly server: string;
      readonly tool: string;
      readonly standing: PinStatus;
      readonly warnings: readonly WarningKind[];
    }
  | { readonly kind: 'policy'; readonly atMs: number; readonly version: string }
  | { readonly kind: 'witness'; readonly atMs: number; readonly size: number; readonly state: 'pending' | 'cosigned' };

/** Hands events to listeners in order. A listener that throws is dropped; the rest still hear. */
export class EventHub {
  private readonly listeners = new Set<(event: GatewayEvent) => void>();

  /** Adds a listener; answers a function that removes it. */
  subscribe(listener: (event: GatewayEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells every listener. Never throws. */
  publish(event: GatewayEvent): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch {
        this.listeners.delete(listener);
      }
    }
  }
}
