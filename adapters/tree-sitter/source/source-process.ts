/**
 * The process that reads sources, started by `openSourceReader`: it answers each request with an outline or null, one after
 * the other, and ends when the gateway does.
 */
import type { SourceLanguage } from '../../../core/source/source-outline.ts';
import { openReadSource } from './read-source.ts';

/** What the process is asked; it answers before it is asked again. */
type SourceRequest = { readonly language: SourceLanguage; readonly text: string };

const read = openReadSource();

process.on('message', ({ language, text }: SourceRequest) => {
  read(language, text).then(
    (outline) => process.send?.(outline),
    // A text too deep for a reader, or a broken installation: nothing can be said.
    () => process.send?.(null),
  );
});
process.on('disconnect', () => process.exit());
