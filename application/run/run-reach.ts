import type { ToAscii } from '../../core/egress/destination.ts';
import type { EgressRule } from '../../core/egress/egress-rule.ts';
import { readEgressRule } from '../../core/egress/read-egress-rule.ts';
import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
import { CAPABILITIES, TASK_SCOPE } from '../../core/lease/lease.ts';
import type { AllowedHost } from '../../core/secret/secret-rule.ts';
import { GatewayError } from '../gateway-error.ts';

/** Where packages come from; what comes from there runs nothing by itself, since scripts are off in runs. */
export const PACKAGE_REGISTRIES: readonly string[] = [
  'registry.npmjs.org',
  'registry.yarnpkg.com',
  'pypi.org',
  'files.pythonhosted.org',
  'index.crates.io',
  'static.crates.io',
  'crates.io',
  'proxy.golang.org',
  'sum.golang.org',
  'rubygems.org',
  'index.rubygems.org',
  'repo.maven.apache.org',
  'repo1.maven.org',
];

/** What no run may do, whoever asks: a person does it elsewhere. */
const NEVER: ReadonlySet<string> = new Set([
  'self.modify',
  'policy.change',
  'identity.change',
  'secret.manage',
  'payment',
  'deploy.production',
  'crisis.decision',
]);

/** What a run may connect to beside the registries. */
export type Reach = {
  readonly allowHosts: readonly string[];
  /** Where its secrets may go: TLS is opened there, so that they are put in. */
  readonly secretHosts: readonly AllowedHost[];
};

/**
 * Reads where a run may connect to: the hosts of its secrets, the registries, and what its order names. Raises `input.invalid` with
 * every problem.
 */
export function rulesOfRun({ allowHosts, secretHosts }: Reach, toAscii: ToAscii): readonly EgressRule[] {
  const opened = secretHosts.map(({ host, port }) => ({ host: `${host}:${port}`, open_tls: true }));
  const problems: { path: string; found: string; wanted: string }[] = [];
  const rules = [...opened, ...PACKAGE_REGISTRIES, ...allowHosts].flatMap((wanted) => {
    const read = readEgressRule(wanted, toAscii);
    if (read.ok) return [read.value];
    const found = (typeof wanted === 'string' ? wanted : wanted.host).slice(0, 80);
    for (const problem of read.failure) problems.push({ path: 'allow_hosts', found, wanted: problem });
    return [];
  });
  if (problems.length === 0) return rules;
  const said = problems.map(({ found, wanted }) => `${JSON.stringify(found)}: ${wanted}`).join('; ');
  throw new GatewayError('input.invalid', `start a run: allow_hosts: ${said}`, { problems });
}

/**
 * What may be done under the lease of a run: everything that people decide about in the ordinary way, and reaching the same hosts as
 * its sandbox does.
 */
export function leaseOfRun(rules: readonly EgressRule[]): Narrowing {
  const hosts = rules.map(({ scope }) => {
    if (scope.kind === 'any') return '*';
    return scope.kind === 'host' ? scope.name : `*.${scope.suffix}`;
  });
  return {
    capabilities: CAPABILITIES.filter((name) => !NEVER.has(name)),
    scope: { ...TASK_SCOPE, hosts: [...new Set(hosts)].slice(0, 64) },
  };
}
