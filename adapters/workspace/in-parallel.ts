/** Calls to the file system under way at once: enough that none waits for the thread of another, and few contents in memory. */
const AT_ONCE = 12;

/**
 * Does something with each of many, a few at once, and begins them in order.
 *
 * Once one fails no other is begun; what was begun comes to its end before the first failure is raised, so that nothing is still
 * under way for whoever catches it.
 */
export async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
