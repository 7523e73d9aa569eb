import type { SourceLanguage, SourceOutline } from '../core/source/source-outline.ts';

/**
 * Reads source texts: where they are not valid, what they offer to others, how involved they are.
 *
 * A flow reads what a plan touches before it asks the core, which wants outlines at once.
 */
export interface SourceReader {
  /**
   * Never raises. Null where nothing can be said: the text is too large, keeps the parser busy for too long, or the parser
   * broke. Each caller waits for those before it, so that a text is read in at most a few seconds.
   */
  read(language: SourceLanguage, text: string): Promise<SourceOutline | null>;
  /** Ends what runs in the background; what is being read is null. A closed reader answers null. */
  close(): Promise<void>;
}
