/**
 * Does one thing after another, so that no two of them see each other half done.
 *
 * What is passed in begins once everything before it came to its end, well or not; its own end is the caller's. Whoever waits for
 * the lane from within it waits for ever: what must not wait is done beside it.
 */
export class RunLane {
  private last: Promise<unknown> = Promise.resolve();

  pass<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const answer = this.last.then(work);
    this.last = answer.catch(() => undefined);
    return answer;
  }
}
