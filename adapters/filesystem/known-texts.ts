/**
 * What YAML texts that come with Countersign say, as JSON, by the text itself: letter for letter, or it is read. Empty here; the
 * bundle of the gateway holds those of `policies/`, which it would take a tenth of its start to read.
 */
export const KNOWN_TEXTS: ReadonlyMap<string, string> = new Map();
