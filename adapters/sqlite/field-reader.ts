import { StoreError } from '../../ports/store-error.ts';

/**
 * Reads the columns of a row, or the members of a document stored in one, as what they must be.
 *
 * What a file holds is not trusted blindly: a value of another type or outside its list means that something else
 * wrote to it, and raises `store.corrupt` with the record, the field, and what was found and wanted.
 */
export class FieldReader {
  readonly #record: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(record: string, fields: unknown) {
    this.#record = record;
    this.#fields = isObject(fields) ? fields : refuse(record, fields, 'an object');
  }

  /** Reads a row in which the named columns hold JSON text. */
  static ofRow(record: string, row: object, documents: readonly string[] = []): FieldReader {
    const columns = new FieldReader(record, row);
    const parsed = documents.map((name) => [name, parseJson(`${record} ${name}`, columns.text(name))]);
    return new FieldReader(record, { ...row, ...Object.fromEntries(parsed) });
  }

  text(name: string): string {
    const value = this.#fields[name];
    return typeof value === 'string' ? value : this.#refuse(name, 'text');
  }

  textOrNull(name: string): string | null {
    return this.#fields[name] === null ? null : this.text(name);
  }

  integer(name: string): number {
    const value = this.#fields[name];
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.#refuse(name, 'a safe integer');
  }

  integerOrNull(name: string): number | null {
    return this.#fields[name] === null ? null : this.integer(name);
  }

  /** A truth value: 0 or 1 in a column, true or false in a document. */
  flag(name: string): boolean {
    const value = this.#fields[name];
    if (value === true || value === 1) return true;
    return value === false || value === 0 ? false : this.#refuse(name, 'a truth value');
  }

  bytes(name: string): Uint8Array {
    const value = this.#fields[name];
    return value instanceof Uint8Array ? value : this.#refuse(name, 'bytes');
  }

  /** One of a closed list of texts. */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.text(name);
    return choices.find((choice) => choice === value) ?? this.#refuse(name, `one of ${choices.join(', ')}`);
  }

  /** A list of texts of a closed list. */
  choices<Choice extends string>(name: string, choices: readonly Choice[]): readonly Choice[] {
    return this.#items(name).map((item) => new FieldReader(this.#record, { [name]: item }).choice(name, choices));
  }

  texts(name: string): readonly string[] {
    return this.#items(name).map((item) => new FieldReader(this.#record, { [name]: item }).text(name));
  }

  /** True for a member that is null or was never written, as in rows from before it was known. */
  isAbsent(name: string): boolean {
    return this.#fields[name] === null || this.#fields[name] === undefined;
  }

  /** A document inside this one. */
  member(name: string): FieldReader {
    return new FieldReader(`${this.#record} ${name}`, this.#fields[name]);
  }

  memberOrNull(name: string): FieldReader | null {
    return this.#fields[name] === null ? null : this.member(name);
  }

  /** A list of documents. */
  members(name: string): readonly FieldReader[] {
    return this.#items(name).map((item) => new FieldReader(`${this.#record} ${name}`, item));
  }

  #items(name: string): readonly unknown[] {
    const value = this.#fields[name];
    return Array.isArray(value) ? value : this.#refuse(name, 'a list');
  }

  #refuse(name: string, wanted: string): never {
    return refuse(`${this.#record} ${name}`, this.#fields[name], wanted);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parseJson(place: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(place, text, 'JSON');
  }
}

/** Names the kind of what was found, never its content: messages are logged. */
function refuse(place: string, found: unknown, wanted: string): never {
  const kind = typeof found === 'string' ? `text of ${found.length} characters` : typeof found;
  throw new StoreError('store.corrupt', `read ${place}: found ${kind}, wanted ${wanted}`);
}
