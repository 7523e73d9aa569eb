/** What went to one host. */
export type HostUsage = {
  readonly host: string;
  readonly opened: number;
  readonly refused: number;
  readonly upBytes: number;
  readonly downBytes: number;
};

/** What went through a pass so far: in all, and by host, most bytes first. */
export type EgressUsage = Omit<HostUsage, 'host'> & {
  /** At most 200; what is left out is in the sums. */
  readonly hosts: readonly HostUsage[];
  /** Hosts that were refused, each once, at most 200, in order. */
  readonly refusedHosts: readonly string[];
};

const MAX_HOSTS = 1_000;
const MAX_SHOWN = 200;

type Counts = { opened: number; refused: number; upBytes: number; downBytes: number };

/** Counts what goes through a pass, by host; of more hosts than anybody would read only the sums are kept. */
export class UsageCounter {
  private readonly all: Counts = noCounts();
  private readonly hosts = new Map<string, Counts>();

  get upBytes(): number {
    return this.all.upBytes;
  }

  get downBytes(): number {
    return this.all.downBytes;
  }

  add(host: string, counted: Partial<Counts>): void {
    addTo(this.all, counted);
    const known = this.hosts.get(host);
    if (known !== undefined) addTo(known, counted);
    else if (this.hosts.size < MAX_HOSTS) this.hosts.set(host, { ...noCounts(), ...counted });
  }

  /** The counts at this moment. */
  read(): EgressUsage {
    const rows = [...this.hosts].map(([host, counts]) => ({ host, ...counts }));
    return {
      ...this.all,
      refusedHosts: rows
        .filter(({ refused }) => refused > 0)
        .map(({ host }) => host)
        .slice(0, MAX_SHOWN),
      hosts: rows.sort((first, second) => bytesOf(second) - bytesOf(first)).slice(0, MAX_SHOWN),
    };
  }
}

function bytesOf({ upBytes, downBytes }: Counts): number {
  return upBytes + downBytes;
}

function noCounts(): Counts {
  return { opened: 0, refused: 0, upBytes: 0, downBytes: 0 };
}

function addTo(counts: Counts, { opened = 0, refused = 0, upBytes = 0, downBytes = 0 }: Partial<Counts>): void {
  counts.opened += opened;
  counts.refused += refused;
  counts.upBytes += upBytes;
  counts.downBytes += downBytes;
}
