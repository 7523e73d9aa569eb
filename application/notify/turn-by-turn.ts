/**
 * Lets one thing at a time happen under a name; what comes meanwhile waits for its turn, in order.
 *
 * Nothing is kept of a name under which nothing happens. Whoever calls bounds how many may wait.
 */
export class TurnByTurn {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does the work when everything before it under this name has ended, in whatever way. */
  async take<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.last.get(name) ?? Promise.resolve();
    const own = before.then(work, work);
    this.last.set(name, own);
    try {
      return await own;
    } finally {
      if (this.last.get(name) === own) this.last.delete(name);
    }
  }
}
