/**
 * Who chose a value: the operator's configuration, the user's own words, files of known standing, a tool's result, the web.
 *
 * Written `tool:<name>` for a tool's result. Untrusted from tool results of open-world tools on.
 */
export type Provenance = 'operator' | 'user' | 'trusted-file' | 'workspace-file' | `tool:${string}` | 'web' | 'unknown';

/** Tells whether a value is known to come from where anybody may write: the web, or a tool's result. */
export function isTainted(provenance: Provenance): boolean {
  return provenance === 'web' || provenance.startsWith('tool:');
}

/** Tells whether a value of this provenance may choose a recipient, path, command or URL of a privileged action unseen. */
export function isTrusted(provenance: Provenance): boolean {
  return (
    provenance === 'operator' ||
    provenance === 'user' ||
    provenance === 'trusted-file' ||
    provenance === 'workspace-file'
  );
}
