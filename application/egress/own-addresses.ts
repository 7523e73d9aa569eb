import { dialledText, readHost, type ToAscii } from '../../core/egress/destination.ts';

/**
 * Keeps the addresses of this machine in the form that is dialled, worked out again only when there are others: the same list stands for
 * the same addresses. What is none is left out.
 */
export class OwnAddresses {
  private readonly look: () => readonly string[];
  private readonly toAscii: ToAscii;
  private known: readonly string[] | null = null;
  private addresses: ReadonlySet<string> = new Set();

  constructor(look: () => readonly string[], toAscii: ToAscii) {
    this.look = look;
    this.toAscii = toAscii;
  }

  read(): ReadonlySet<string> {
    const texts = this.look();
    if (texts === this.known) return this.addresses;
    this.known = texts;
    this.addresses = new Set(texts.flatMap((text) => this.normal(text)));
    return this.addresses;
  }

  private normal(text: string): readonly string[] {
    const host = readHost(text.includes(':') ? `[${text}]` : text, this.toAscii);
    return host === null ? [] : [dialledText(host)];
  }
}
