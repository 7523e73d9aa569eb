/** What one call holds of the room: `take` counts more bytes, false where there is no room for them; `leave` gives all of it back. */
export type BodyPlace = { readonly take: (bytes: number) => boolean; readonly leave: () => void };

/**
 * The room for bodies of requests that are in work, of everybody together and of each caller: what one program sends at once must not
 * cost the gateway its memory. A body counts from its first byte until its call is over.
 */
export class BodyRoom {
  private readonly limits: { readonly all: number; readonly each: number };
  private readonly held = new Map<string, number>();
  private all = 0;

  constructor(limits: { readonly all: number; readonly each: number }) {
    this.limits = limits;
  }

  /** A place for one call of a caller, empty at first. */
  enter(who: string): BodyPlace {
    let own = 0;
    return {
      take: (bytes) => {
        const held = this.held.get(who) ?? 0;
        if (this.all + bytes > this.limits.all || held + bytes > this.limits.each) return false;
        own += bytes;
        this.add(who, bytes);
        return true;
      },
      leave: () => {
        this.add(who, -own);
        own = 0;
      },
    };
  }

  private add(who: string, bytes: number): void {
    const held = (this.held.get(who) ?? 0) + bytes;
    this.all += bytes;
    if (held > 0) this.held.set(who, held);
    else this.held.delete(who);
  }
}
