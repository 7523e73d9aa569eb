const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** Why a request may not talk to this gateway at all. */
export type HostRefusal = { readonly code: 'host.refused' | 'origin.refused'; readonly reason: string };

/**
 * Refuses requests that a browser was tricked into sending: a `Host` that is not ours (DNS rebinding), or an `Origin` that
 * is neither ours nor configured. Exact comparison, nothing is parsed.
 *
 * A missing `Host` is refused; a missing `Origin` is what programs send.
 */
export class HostCheck {
  private readonly hosts: Set<string>;
  private readonly origins: Set<string>;

  constructor({ hosts, origins }: { readonly hosts: readonly string[]; readonly origins: readonly string[] }) {
    this.hosts = new Set(hosts.map((host) => host.toLowerCase()));
    this.origins = new Set([...origins, ...hosts.flatMap((host) => [`http://${host}`, `https://${host}`])]);
  }

  /** Serves the loopback names at this port from now on. */
  allowPort(port: number): void {
    for (const name of LOOPBACK_NAMES) {
      const host = port === 80 ? name : `${name}:${port}`;
      this.hosts.add(host);
      this.origins.add(`http://${host}`);
    }
  }

  /** Null when the request may go on. */
  refuse(headers: { get(name: string): string | null }): HostRefusal | null {
    const host = headers.get('host');
    if (host === null || !(this.hosts.has(host) || this.hosts.has(host.toLowerCase()))) {
      const reason = 'serve a request: found a Host that is not this gateway, want a configured name with its port';
      return { code: 'host.refused', reason };
    }
    const origin = headers.get('origin');
    if (origin === null || this.origins.has(origin)) return null;
    const reason = 'serve a request: found an Origin that is not this gateway, want none or a configured one';
    return { code: 'origin.refused', reason };
  }
}
