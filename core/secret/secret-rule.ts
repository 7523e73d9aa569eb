/** Where in a request a secret may stand. `name`: of the header or the query parameter, lower case; empty for path and body. */
export type AllowedPlace = { readonly place: 'header' | 'query' | 'path' | 'body'; readonly name: string };

/** A host that a secret may go to: a name, or `*.` and a suffix of at least two labels, lower case; and the port. */
export type AllowedHost = { readonly host: string; readonly port: number };

/** Whether a human is asked before a secret is used: never, once in each run, or each time. */
export const SECRET_APPROVALS = ['never', 'once', 'each'] as const;
export type SecretApproval = (typeof SECRET_APPROVALS)[number];

/** What the gateway may do with a secret by itself, and give back only the result. */
export const BROKER_KINDS = ['git-push', 'npm-publish', 'aws-request', 'http-request'] as const;
export type BrokerKind = (typeof BROKER_KINDS)[number];

/**
 * What may be done with one secret, as the operator said it.
 *
 * Closed: a secret without hosts goes nowhere, one without brokers is used by none, and one without principals is nobody's.
 */
export type SecretRule = {
  readonly hosts: readonly AllowedHost[];
  readonly places: readonly AllowedPlace[];
  /** In capitals. */
  readonly methods: readonly string[];
  /** Who may use it: a principal, or the start of one and `*`. */
  readonly principals: readonly string[];
  readonly brokers: readonly BrokerKind[];
  readonly approval: SecretApproval;
  /** The name of the environment variable that programs find the sentinel under; null for none. */
  readonly environment: string | null;
  /** From then on it is of no use; null for no end. */
  readonly expiresAtMs: number | null;
  /** How often it is to be replaced; null for never. */
  readonly rotateEveryMs: number | null;
};

/** One use that is to be judged: by whom, when, and where it would go. */
export type SecretUse = {
  readonly principal: string;
  readonly nowMs: number;
  readonly host: string;
  readonly port: number;
  /** In any case. */
  readonly method: string;
  readonly place: AllowedPlace['place'];
  readonly name: string;
};

/**
 * Says what speaks against a use of a secret, every reason at once; none means that it may be used.
 *
 * Hosts and names of headers are compared in lower case, methods in capitals. No reason holds anything of the secret.
 */
export function objectionsTo(rule: SecretRule, use: SecretUse): readonly string[] {
  const method = use.method.toUpperCase();
  const objections: string[] = [...objectionsToWho(rule, use)];
  objections.push(...objectionsToHost(rule, use));
  if (!rule.places.some(({ place, name }) => place === use.place && name === use.name.toLowerCase()))
    objections.push(`place ${placeText(use)}, want ${listed(rule.places.map(placeText))}`);
  if (!rule.methods.includes(method)) objections.push(`method ${method.slice(0, 32)}, want ${listed(rule.methods)}`);
  return objections;
}

/** The reason that lies in the host, if there is one. */
function objectionsToHost({ hosts }: SecretRule, use: Pick<SecretUse, 'host' | 'port'>): readonly string[] {
  if (hosts.some((allowed) => isHost(allowed, use))) return [];
  return [`host ${use.host}:${use.port}, want ${listed(hosts.map(hostText))}`];
}

/** Says what speaks against a use by the gateway itself: who asks, when, for what, and which host it would go to. */
export function objectionsToBroker(
  rule: SecretRule,
  use: Pick<SecretUse, 'principal' | 'nowMs' | 'host' | 'port'> & { readonly broker: BrokerKind },
): readonly string[] {
  const ofBroker = rule.brokers.includes(use.broker) ? [] : [`broker ${use.broker}, want ${listed(rule.brokers)}`];
  return [...objectionsToWho(rule, use), ...ofBroker, ...objectionsToHost(rule, use)];
}

/** The reasons that lie in who asks and when, whatever it is to be used for. */
export function objectionsToWho(
  rule: SecretRule,
  { principal, nowMs }: Pick<SecretUse, 'principal' | 'nowMs'>,
): readonly string[] {
  const objections: string[] = [];
  if (!rule.principals.some((allowed) => isPrincipal(allowed, principal)))
    objections.push(`principal ${principal}, want ${listed(rule.principals)}`);
  if (rule.expiresAtMs !== null && nowMs >= rule.expiresAtMs) objections.push('it has expired, want a new one');
  return objections;
}

/** A host as people write it: `api.example.com`, or with the port where it is not that of HTTPS. */
export function hostText({ host, port }: AllowedHost): string {
  return port === 443 ? host : `${host}:${port}`;
}

/** A place as people write it: `header:authorization`, `query:key`, `path`, `body`. */
export function placeText({ place, name }: AllowedPlace): string {
  return name === '' ? place : `${place}:${name}`;
}

function isHost({ host, port }: AllowedHost, use: Pick<SecretUse, 'host' | 'port'>): boolean {
  const name = use.host.toLowerCase();
  if (port !== use.port) return false;
  return host.startsWith('*.') ? name.endsWith(host.slice(1)) && name.length > host.length - 1 : host === name;
}

function isPrincipal(allowed: string, principal: string): boolean {
  return allowed.endsWith('*') ? principal.startsWith(allowed.slice(0, -1)) : allowed === principal;
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'none: it may be used nowhere' : values.join(', ');
}
