import type { Channel } from '../../core/policy/policy.ts';
import { type AllowedHost, objectionsToWho } from '../../core/secret/secret-rule.ts';
import { SENTINEL_BYTES, sentinelOf } from '../../core/secret/sentinel.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { HolderBorder } from './holder-border.ts';
import type { SecretBorder } from './secret-border.ts';
import type { SecretVault } from './secret-vault.ts';
import { UseDesk } from './use-desk.ts';

/** Who gets sentinels: one run or session, and the principal on whose behalf secrets are used. */
export type SecretHolder = {
  /** The run's or session's id; recorded with every use. */
  readonly id: string;
  readonly principal: string;
  readonly onBehalfOf: string;
  /** Where a use that a human is asked about is proposed. */
  readonly session: string;
  readonly workspace: string;
  readonly channel: Channel;
};

/** Which secrets a holder gets, each under the name of a variable: the secret's own where `environment` is null. */
export type WantedSecret = { readonly secret: string; readonly environment: string | null };

/** Sentinels of one holder, good until it is closed. */
export type HeldSecrets = {
  /** What goes into the program's environment: names of variables with sentinels. Never a value. */
  readonly environment: Readonly<Record<string, string>>;
  /** The sentinel of each secret, by its name. */
  readonly sentinels: ReadonlyMap<string, string>;
  readonly border: SecretBorder;
  /** Where they may go, each once for each secret: TLS must be opened there, for a sentinel to be seen. */
  readonly hosts: readonly AllowedHost[];
  /** Makes every sentinel of this holder worthless. It may be called twice. */
  readonly close: () => void;
};

const MOST_HELD = 64;

/**
 * Hands out sentinels, and puts secrets in their place at the border, for one holder each.
 *
 * Invariant: a value leaves this class only inside the text that `put` answers, after the use is durable in the log. A sentinel is
 * good for one holder: found with another it refuses the request.
 */
export class SecretDesk {
  private readonly context: FlowContext;
  private readonly vault: SecretVault;
  private readonly uses: UseDesk;

  constructor(context: FlowContext, vault: SecretVault) {
    this.context = context;
    this.vault = vault;
    this.uses = new UseDesk(context, vault);
  }

  /**
   * Gives a holder its sentinels. Raises `secret.unknown` for a name there is none of, `secret.refused` with every reason for
   * those that the principal may not use, and for two that want one variable.
   */
  open(holder: SecretHolder, wanted: readonly WantedSecret[]): HeldSecrets {
    this.checkWanted(holder, wanted);
    const held = wanted.map(({ secret, environment }) => {
      const { rule } = this.vault.show(secret);
      const sentinel = sentinelOf(this.context.ports.randomness.bytes(SENTINEL_BYTES));
      const version = this.vault.valueOf(secret, null)?.version ?? null;
      return { secret, sentinel, version, environment: environment ?? rule.environment };
    });
    const bySentinel = new Map(held.map(({ sentinel, secret, version }) => [sentinel, { secret, version }]));
    return {
      environment: Object.fromEntries(
        held.flatMap(({ environment, sentinel }) => (environment === null ? [] : [[environment, sentinel]])),
      ),
      sentinels: new Map(held.map(({ secret, sentinel }) => [secret, sentinel])),
      hosts: wanted.flatMap(({ secret }) => this.vault.show(secret).rule.hosts),
      border: new HolderBorder({ holder, bySentinel, vault: this.vault, uses: this.uses }),
      close: () => {
        bySentinel.clear();
        this.uses.forget(holder.id);
      },
    };
  }

  /** Every secret that a principal may use now and that names a variable: what a run gets where nothing is said. */
  offered(principal: string): readonly WantedSecret[] {
    const nowMs = this.context.ports.clock.nowMs();
    return this.vault
      .list()
      .filter(
        ({ rule, revokedAtMs }) =>
          revokedAtMs === null &&
          rule.environment !== null &&
          rule.hosts.length > 0 &&
          objectionsToWho(rule, { principal, nowMs }).length === 0,
      )
      .slice(0, MOST_HELD)
      .map(({ name }) => ({ secret: name, environment: null }));
  }

  private checkWanted({ principal }: SecretHolder, wanted: readonly WantedSecret[]): void {
    const nowMs = this.context.ports.clock.nowMs();
    const variables = wanted.map(({ secret, environment }) => environment ?? this.vault.show(secret).rule.environment);
    const named = variables.filter((variable) => variable !== null);
    const problems = wanted.flatMap(({ secret }) => {
      const { rule, revokedAtMs } = this.vault.show(secret);
      const objections = revokedAtMs === null ? objectionsToWho(rule, { principal, nowMs }) : ['it is revoked'];
      return objections.map((objection) => `${secret}: ${objection}`);
    });
    if (wanted.length > MOST_HELD) problems.push(`${wanted.length} secrets, want at most ${MOST_HELD}`);
    if (new Set(named).size < named.length) problems.push('two secrets for one variable, want one each');
    if (problems.length > 0) throw new GatewayError('secret.refused', `hand out sentinels: ${problems.join('; ')}`);
  }
}
