/**
 * Opens something when it is first needed, once for all who need it. What did not open is tried again by the next one.
 */
export function openOnce<Value>(open: () => Promise<Value>): {
  readonly get: () => Promise<Value>;
  /** What is open, or being opened; null where nothing is. */
  readonly opened: () => Promise<Value> | null;
} {
  let opening: Promise<Value> | null = null;
  const get = async (): Promise<Value> => {
    opening ??= open();
    const own = opening;
    try {
      return await own;
    } catch (error) {
      if (opening === own) opening = null;
      throw error;
    }
  };
  return { get, opened: () => opening };
}
