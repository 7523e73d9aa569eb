import type { BudgetAccount } from '../../application/budget/budget-account.ts';
import type { Gateway } from '../../application/gateway.ts';
import type { ContextScan } from '../../application/model/context-scan.ts';
import type { ModelCaller } from '../../application/model/model-caller.ts';
import type { CostOf } from '../../application/model/model-calls.ts';
import type { CallerRefusal, UnderLease } from '../../application/model/under-lease.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { ModelLimits, ModelSettings } from './model-settings.ts';

/** What the model proxy is opened over. */
export type ModelProxyParts = {
  readonly gateway: Pick<Gateway, 'authorize' | 'check' | 'reportOutcome' | 'screenMessage' | 'observeSession'>;
  /** Null where nobody keeps budgets. */
  readonly budgets: BudgetAccount | null;
  readonly costOf: CostOf;
  /** The key of a provider for calls of a principal, from the vault or the gateway's environment; null where there is none. */
  readonly providerKey: (provider: string, principal: string) => Promise<string | null> | string | null;
  /**
   * Who bears a token, for connections that are nobody's run; null for a token that counts for nothing. `session`: what the client
   * calls its task, in `x-countersign-session`; null where it does not say.
   */
  readonly identify: (token: string, session: string | null) => Promise<ModelCaller | CallerRefusal | null>;
  /** Puts a call under the lease token in `Countersign-Lease`, null where none is shown. */
  readonly underLease: UnderLease;
  readonly settings: ModelSettings;
  readonly scan: ContextScan;
  readonly limits?: Partial<ModelLimits>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hash: HashFunction;
  /** Tells the operator of a failure; what it is given holds no body and no key. */
  readonly onFailure: (what: string, error: unknown) => void;
};
