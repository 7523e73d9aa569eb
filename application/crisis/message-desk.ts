import {
  assessMessage,
  type MessageAssessment,
  type MessageTables,
  openMessageTables,
} from '../../core/crisis/assess-message.ts';
import { CRISIS_LEVELS, type CrisisLevel } from '../../core/crisis/crisis-kind.ts';
import { type ShownSupport, showSupport } from '../../core/crisis/support/show-support.ts';

/** What the operator says of support: where people are, and words of their own. */
export type SupportSettings = {
  /** ISO 3166-1 code of the country whose lines are shown; null where it is not known. */
  readonly country: string | null;
  /** Shown with every support; null for none. */
  readonly message: string | null;
};

/** What a message was found to be, and what its writer is shown at once; null where there is nothing to show, or it was just shown. */
export type MessageNotice = { readonly assessment: MessageAssessment; readonly support: ShownSupport | null };

/** The same support is not shown again to a reader for this long, unless danger came nearer. */
const SHOWN_AGAIN_AFTER_MS = 600_000;
const MAX_READERS = 10_000;

type Shown = { readonly level: CrisisLevel; readonly atMs: number };

/**
 * Looks at what users write before anything else does.
 *
 * Reads nothing, waits for nothing and asks nobody: support is shown within milliseconds, whatever else is broken or halted.
 */
export class MessageDesk {
  private tables: MessageTables | null = null;
  private newest: { readonly text: string; readonly assessment: MessageAssessment } | null = null;
  private readonly shown = new Map<string, Shown>();
  private readonly settings: SupportSettings;

  constructor(settings: SupportSettings) {
    this.settings = settings;
  }

  /** Opens what messages are held against, so that the first one does not wait for it. */
  prepare(): void {
    this.tables ??= openMessageTables();
  }

  /** What a message is. The newest is remembered, since it is asked about twice: by whoever shows support, and for the record. */
  assess(text: string): MessageAssessment {
    if (this.newest?.text === text) return this.newest.assessment;
    this.tables ??= openMessageTables();
    const assessment = assessMessage(text, this.tables);
    this.newest = { text, assessment };
    return assessment;
  }

  /** What a message is, and what its writer is shown. `reader` names who has it on the screen. */
  screen({
    reader,
    text,
    nowMs,
  }: {
    readonly reader: string;
    readonly text: string;
    readonly nowMs: number;
  }): MessageNotice {
    const assessment = this.assess(text);
    const { level, language, kinds } = assessment;
    if (level === 'none' || !this.isDue(reader, level, nowMs)) return { assessment, support: null };
    this.note(reader, { level, atMs: nowMs });
    return { assessment, support: showSupport({ ...this.settings, language, kinds }) };
  }

  private isDue(reader: string, level: CrisisLevel, nowMs: number): boolean {
    const shown = this.shown.get(reader);
    if (shown === undefined || !(nowMs < shown.atMs + SHOWN_AGAIN_AFTER_MS)) return true;
    return CRISIS_LEVELS.indexOf(level) > CRISIS_LEVELS.indexOf(shown.level);
  }

  private note(reader: string, shown: Shown): void {
    this.shown.delete(reader);
    this.shown.set(reader, shown);
    const [oldest] = this.shown.keys();
    if (this.shown.size > MAX_READERS && oldest !== undefined) this.shown.delete(oldest);
  }
}
