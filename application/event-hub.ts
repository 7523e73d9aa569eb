import type { ApprovalStatus } from '../core/approval/approval.ts';
import type { MessageVerdict } from '../core/crisis/assess-message.ts';
import type { CrisisLevel } from '../core/crisis/crisis-kind.ts';
import type { Verdict } from '../core/decision.ts';
import type { PinStatus } from '../core/trust/tool-pin.ts';
import type { WarningKind } from '../core/trust/tool-warning.ts';
import type { VerificationOutcome } from '../core/verify/judge-verification.ts';
import { type ValueRedactor, withoutSecrets } from './secret/redactor.ts';

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
      /** A run in a sandbox began, ended or was stopped; `change` is the type of the log entry. */
      readonly kind: 'run';
      readonly atMs: number;
      readonly run: string;
      readonly session: string;
      readonly change: string;
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
  | {
      /** The gateway closed a workspace, so that nothing is written to it until a person has looked, or it is open again. */
      readonly kind: 'workspace';
      readonly atMs: number;
      readonly root: string;
      readonly isClosed: boolean;
    }
  | {
      /** Most of a budget is used, or all of it. */
      readonly kind: 'budget';
      readonly atMs: number;
      readonly scope: string;
      readonly state: 'warning' | 'exhausted';
    }
  | {
      /** A lease was given, renewed or ended; `reason` is empty unless it ended. */
      readonly kind: 'lease';
      readonly atMs: number;
      readonly id: string;
      readonly session: string | null;
      readonly state: 'granted' | 'renewed' | 'ended';
      readonly reason: string;
    }
  | {
      /** A breaker tripped: what is contained, by which verb, and until when somebody has to look at it. */
      readonly kind: 'guardrail';
      readonly atMs: number;
      readonly breaker: string;
      readonly verb: string;
      readonly target: string;
      readonly reason: string;
      readonly reviewByMs: number;
    }
  | {
      /** A message of a session's user spoke of a crisis, or attacked the model's instructions. */
      readonly kind: 'message';
      readonly atMs: number;
      readonly session: string;
      readonly verdict: MessageVerdict;
      readonly level: CrisisLevel;
    }
  | { readonly kind: 'policy'; readonly atMs: number; readonly version: string }
  | { readonly kind: 'witness'; readonly atMs: number; readonly size: number; readonly state: 'pending' | 'cosigned' };

/** Hands events to listeners in order. A listener that throws is dropped; the rest still hear. */
export class EventHub {
  private readonly listeners = new Set<(event: GatewayEvent) => void>();
  private redactor: ValueRedactor = { redact: null };

  /** Takes secrets out of every event from now on: values of the vault, and what looks like one in free text. */
  redactWith(redactor: ValueRedactor): void {
    this.redactor = redactor;
  }

  /** Adds a listener; answers a function that removes it. */
  subscribe(listener: (event: GatewayEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells every listener. Never throws. */
  publish(happened: GatewayEvent): void {
    const event = withoutSecrets(happened, this.redactor);
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch {
        this.listeners.delete(listener);
      }
    }
  }
}
