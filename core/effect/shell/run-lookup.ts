import type { Command, Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/** Types and classes of records of the domain name system (RFC 1035, and the registry of IANA), which are no names of hosts. */
const RECORDS: ReadonlySet<string> = new Set(
  (
    'A AAAA AFSDB ANY AXFR CAA CDNSKEY CDS CERT CNAME CSYNC DNAME DNSKEY DS HINFO HTTPS IXFR KEY LOC MX NAPTR NS NSEC ' +
    'NSEC3 NSEC3PARAM OPENPGPKEY PTR RP RRSIG SMIMEA SOA SPF SRV SSHFP SVCB TLSA TXT URI IN CH HS'
  ).split(' '),
);

/** `dig` and its like: of their words those that say which records are asked for lead nowhere. */
export function runLookup(command: Command): Output {
  const args = command.args.filter(({ text }) => !RECORDS.has(text.toUpperCase()));
  const words = [...command.invocation.words.slice(0, 1), ...args];
  return runListed({ ...command, args, invocation: { ...command.invocation, words } });
}
