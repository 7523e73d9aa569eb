import type { SecretInput } from '../../application/secret/change-secrets.ts';
import type { SecretView } from '../../application/secret/secret-view.ts';
import type { WrittenRule } from '../../core/secret/parse-secret-rule.ts';
import { hostText, placeText } from '../../core/secret/secret-rule.ts';
import type { WireSecret, WireSetSecretRequest } from '../../sdk/wire.ts';

/** A secret on the wire: everything but its values. */
export function secretToWire({ rule, ...view }: SecretView): WireSecret {
  return {
    name: view.name,
    status: view.status,
    hosts: rule.hosts.map(hostText),
    places: rule.places.map(placeText),
    methods: rule.methods,
    principals: rule.principals,
    brokers: rule.brokers,
    approval: rule.approval,
    environment: rule.environment,
    expires_at_ms: rule.expiresAtMs,
    rotate_every_ms: rule.rotateEveryMs,
    version: view.version,
    overlapping: view.overlapping.map(({ number, endsAtMs }) => ({ number, ends_at_ms: endsAtMs })),
    rotate_at_ms: view.rotateAtMs,
    created_at_ms: view.createdAtMs,
    changed_at_ms: view.changedAtMs,
    revoked_at_ms: view.revokedAtMs,
  };
}

type Given = { readonly [Name in keyof WireSetSecretRequest]: WireSetSecretRequest[Name] | undefined };

/** A secret as an operator sent it; what was left out stays out. */
export function secretFromWire({ name, value = null, ...given }: Given & { readonly name: string }): SecretInput {
  const rule: { -readonly [Name in keyof WrittenRule]: WrittenRule[Name] } = {};
  if (given.hosts !== undefined) rule.hosts = given.hosts;
  if (given.places !== undefined) rule.places = given.places;
  if (given.methods !== undefined) rule.methods = given.methods;
  if (given.principals !== undefined) rule.principals = given.principals;
  if (given.brokers !== undefined) rule.brokers = given.brokers;
  if (given.approval !== undefined) rule.approval = given.approval;
  if (given.environment !== undefined) rule.environment = given.environment;
  if (given.expires_at_ms !== undefined) rule.expiresAtMs = given.expires_at_ms;
  if (given.rotate_every_ms !== undefined) rule.rotateEveryMs = given.rotate_every_ms;
  return { name, value, rule };
}
