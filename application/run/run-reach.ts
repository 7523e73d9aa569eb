import type { ToAscii } from '../../core/egress/destination.ts';
import type { EgressRule } from '../../core/egress/egress-rule.ts';
import { readEgressRule } from '../../core/egress/read-egress-rule.ts';
import { CAPABILITIES, TASK_SCOPE } from '../../core/lease/lease.ts';
import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
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

/** Reads where a run may connect to: the registries, and what its order names. Raises `input.invalid` with every problem. */
export function rulesOfRun(allowHosts: readonly string[], toAscii: ToAscii): readonly EgressRule[] {
  const rules: EgressRule[] = [];
  const problems: { path: string; found: string; wanted: string }[] = [];
  for (const host of [...PACKAGE_REGISTRIES, ...allowHosts]) {
    const read = readEgressRule(host, toAscii);
    if (read.ok) rules.push(read.value);
    else for (const problem of read.failure) problems.push({ path: 'allow_hosts', found: host.slice(0, 80), wanted: problem });
  }
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
