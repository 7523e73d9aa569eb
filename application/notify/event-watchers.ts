import type { EventHub } from '../event-hub.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Gateway } from '../gateway.ts';

type Watcher = NonNullable<Parameters<Gateway['subscribe']>[1]>;

/** Who outside follows the gateway's events, and whether anybody among them can answer requests. */
export class EventWatchers {
  private readonly events: EventHub;
  private readonly people: FlowContext['people'];
  private answering = 0;

  constructor({ events, people }: Pick<FlowContext, 'events' | 'people'>) {
    this.events = events;
    this.people = people;
  }

  /** Whether somebody watches now who can answer: a person with a key that counts. */
  readonly isWatched = (): boolean => this.answering > 0;

  /** Follows the events until the function is called that this answers. */
  readonly subscribe: Gateway['subscribe'] = (listener, watcher) => {
    const stop = this.events.subscribe(listener);
    if (watcher === undefined || !this.mayAnswer(watcher)) return stop;
    let isWatching = true;
    this.answering += 1;
    return () => {
      if (isWatching) this.answering -= 1;
      isWatching = false;
      stop();
    };
  };

  private mayAnswer({ principal, scopes }: Watcher): boolean {
    return principal.startsWith('human:') && scopes.includes('approve') && this.people.mayApprove(principal);
  }
}
