/**
 * A listener whose exception ends only what it was called for: whatever is thrown in it comes to `onThrow`, and nowhere else.
 *
 * An exception in a listener of a socket would otherwise end the whole process, and with it every run that goes out through it.
 */
export function guarded<Args extends readonly unknown[]>(
  onThrow: () => void,
  listener: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      listener(...args);
    } catch {
      onThrow();
    }
  };
}
