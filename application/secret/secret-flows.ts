import type { Json } from '../../core/encoding/json.ts';
import { mapTexts } from '../../core/secret/map-texts.ts';
import { refuseUnproved } from '../approver/prove-person.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type ExportOrder, exportSecrets, type ImportOrder, importSecrets } from './carry-secrets.ts';
import { type Rotation, revokeSecret, rotateSecret, type SecretInput, setSecrets } from './change-secrets.ts';
import type { HeldSecrets, SecretDesk, SecretHolder, WantedSecret } from './secret-desk.ts';
import type { SecretVault } from './secret-vault.ts';
import { type SecretView, viewOfSecret } from './secret-view.ts';

/**
 * What is done about secrets. Every method but those for holders is for people; none ever answers a value. What changes, exports or
 * imports them raises `auth.forbidden` for a browser that no passkey has just opened (see `refuseUnproved`).
 */
export type SecretFlows = {
  /** Keeps a secret, or changes the rule of one. Raises `input.invalid` with every problem, `auth.forbidden` for an agent. */
  readonly setSecret: (caller: Caller, input: SecretInput) => Promise<SecretView>;
  /** Every secret, oldest first. */
  readonly listSecrets: () => readonly SecretView[];
  /** Raises `secret.unknown`. */
  readonly showSecret: (name: string) => SecretView;
  /** Gives a new value; the old one stays good for the overlap. Raises `secret.unknown`, `input.invalid`. */
  readonly rotateSecret: (caller: Caller, rotation: Rotation) => Promise<SecretView>;
  /** Makes a secret useless at once. Raises `secret.unknown`. */
  readonly revokeSecret: (caller: Caller, name: string) => Promise<SecretView>;
  /** Everything that is in force, with values, as an armoured age file for whom the order names. */
  readonly exportSecrets: (
    caller: Caller,
    order: ExportOrder,
  ) => Promise<{ readonly file: string; readonly count: number }>;
  /** Takes the secrets of such a file in, all or none. Raises `input.invalid`. */
  readonly importSecrets: (caller: Caller, order: ImportOrder) => Promise<readonly SecretView[]>;
  /** Hands out sentinels to a run or session; for the gateway's own parts, not for an ingress. */
  readonly openSecrets: (holder: SecretHolder, wanted: readonly WantedSecret[]) => HeldSecrets;
  /** Which secrets a principal gets where nobody named any. */
  readonly offeredSecrets: (principal: string) => readonly WantedSecret[];
  /** A text without any value of the vault. */
  readonly redactSecretValues: (text: string) => string;
  /** The same for every text of an answer, at any depth. The very same value where there is none. */
  readonly withoutSecretValues: <Value>(value: Value) => Value;
};

/** The vault and its desk; null where the gateway was opened without a vault. */
export type SecretParts = { readonly vault: SecretVault; readonly desk: SecretDesk } | null;

/** The flows over a vault. Without one every change raises `unavailable`, and there is no secret. */
export function secretFlows({ ports }: FlowContext, parts: SecretParts): SecretFlows {
  const { clock } = ports;
  const need = (): NonNullable<SecretParts> => parts ?? refuseWithout();
  const by = (caller: Caller, what: string) => ({ by: requirePerson(caller, what), nowMs: clock.nowMs() });
  return {
    setSecret: async (caller, input) => {
      refuseUnproved({ ports }, caller, 'keep a secret');
      const [record] = await setSecrets(need().vault, [input], by(caller, 'keep a secret'));
      return viewOfSecret(record as NonNullable<typeof record>, clock.nowMs());
    },
    listSecrets: () => parts?.vault.list().map((record) => viewOfSecret(record, clock.nowMs())) ?? [],
    showSecret: (name) => viewOfSecret(need().vault.show(name), clock.nowMs()),
    rotateSecret: async (caller, rotation) => {
      refuseUnproved({ ports }, caller, 'rotate a secret');
      return viewOfSecret(await rotateSecret(need().vault, rotation, by(caller, 'rotate a secret')), clock.nowMs());
    },
    revokeSecret: async (caller, name) =>
      viewOfSecret(await revokeSecret(need().vault, name, by(caller, 'revoke a secret')), clock.nowMs()),
    exportSecrets: async (caller, order) => {
      refuseUnproved({ ports }, caller, 'export secrets');
      return exportSecrets({ vault: need().vault, age: requireAge(ports.vault) }, order, by(caller, 'export secrets'));
    },
    importSecrets: async (caller, order) => {
      refuseUnproved({ ports }, caller, 'import secrets');
      const carried = { vault: need().vault, age: requireAge(ports.vault) };
      const records = await importSecrets(carried, order, by(caller, 'import secrets'));
      return records.map((record) => viewOfSecret(record, clock.nowMs()));
    },
    openSecrets: (holder, wanted) => need().desk.open(holder, wanted),
    offeredSecrets: (principal) => parts?.desk.offered(principal) ?? [],
    redactSecretValues: (text) => parts?.vault.redact(text) ?? text,
    withoutSecretValues: (value) => {
      const redact = parts?.vault.redactor ?? null;
      return redact === null ? value : (mapTexts(value as Json, redact) as typeof value);
    },
  };
}

function requireAge(vault: FlowContext['ports']['vault']): NonNullable<FlowContext['ports']['vault']>['age'] {
  return vault?.age ?? refuseWithout();
}

function refuseWithout(): never {
  throw new GatewayError('unavailable', 'use the vault: this gateway was opened without one');
}

function requirePerson({ principal }: Caller, what: string): string {
  if (principal.startsWith('human:')) return principal;
  throw new GatewayError('auth.forbidden', `${what}: found ${principal}, want a person`, {
    remedies: ['The operator does it: `countersign secret`.'],
  });
}
