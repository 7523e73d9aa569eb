import { readFileSync } from 'node:fs';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import type { EgressRule } from '../../core/egress/egress-rule.ts';
import { readEgressRule } from '../../core/egress/read-egress-rule.ts';

/** The section `egress` of `config.yaml`. */
export const EgressFile = z
  .strictObject({
    /** Rules of every run, before its own; see docs/egress.md for their form. */
    rules: z.array(z.json()).max(200),
    /** Addresses of name servers, with a port if need be; the system's without. */
    name_servers: z.array(z.string().min(1).max(64)).min(1).max(8),
    /** A file of PEM certificates that hosts are trusted by beside the system's, where TLS is opened. */
    trusted_certificates: z.string().min(1).max(4_096),
  })
  .partial();

/** What the operator set for the way out of runs. */
export type EgressSettings = {
  readonly rules: readonly EgressRule[];
  /** Null for the system's. */
  readonly nameServers: readonly string[] | null;
  /** PEM. */
  readonly trusted: readonly string[];
};

/** Reads the section; raises an error that names every problem. */
export function readEgress(file: string, section: z.infer<typeof EgressFile> | undefined): EgressSettings {
  const problems: string[] = [];
  const rules = (section?.rules ?? []).flatMap((given, index) => {
    const read = readEgressRule(given, domainToASCII);
    if (read.ok) return [read.value];
    problems.push(...read.failure.map((problem) => `egress.rules.${index}: ${problem}`));
    return [];
  });
  if (problems.length > 0) throw new Error(`read ${file}: ${problems.join('; ')}`);
  const trusted = section?.trusted_certificates;
  return {
    rules,
    nameServers: section?.name_servers ?? null,
    trusted: trusted === undefined ? [] : [readFileSync(trusted, 'utf8')],
  };
}
