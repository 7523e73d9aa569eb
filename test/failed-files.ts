/**
 * A reporter of `node --test` that writes the file of every failed test, a line each, and `end` when the run came to its end:
 * `--test-reporter=./test/failed-files.ts`.
 */
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** The last line: without it the run was cut off, and what is missing may have failed too. */
export const END_OF_RUN = 'end';

export default async function* failedFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const written = new Set<string>();
  for await (const event of events) {
    if (event.type !== 'test:fail' || event.data.nesting > 0) continue;
    const file = relative(process.cwd(), event.data.file ?? event.data.name);
    if (!written.has(file)) yield `${file}\n`;
    written.add(file);
  }
  yield `${END_OF_RUN}\n`;
}
