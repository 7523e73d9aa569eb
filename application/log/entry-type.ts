const MARK = '"type":"';

/**
 * Whether the text of a log entry is of a type, without parsing it: at start every entry is asked.
 *
 * Entries are written canonically (RFC 8785), so that behind their own type only their version stands, and a quote within
 * a value is never bare: the last place that looks like a type is that of the entry. A text that was not written so may be
 * answered wrongly; whoever goes on with it parses it.
 */
export function isEntryOf(type: string, text: string): boolean {
  const at = text.lastIndexOf(MARK);
  const from = at + MARK.length;
  return at >= 0 && text.startsWith(type, from) && text.charAt(from + type.length) === '"';
}

/** Whether the text of a log entry is of one of the types that begin so. */
export function isEntryOfKind(beginning: string, text: string): boolean {
  const at = text.lastIndexOf(MARK);
  return at >= 0 && text.startsWith(beginning, at + MARK.length);
}
