import type { InputProblem } from '../action/parse-action.ts';
import type { Json, JsonObject } from '../encoding/json.ts';
import { isJsonObject } from '../encoding/json.ts';
import { jsonPath } from '../encoding/strict-json.ts';
import { checkText } from './check-text.ts';
import type { ChoiceSchema, ListSchema, NumberSchema, ObjectSchema, Schema, TextSchema } from './schema.ts';

/** Longest part of a value that a problem shows, in UTF-16 units. */
const SHOWN_LENGTH = 48;

/**
 * Lists everything that keeps a JSON value from what a schema describes; empty when it is valid.
 *
 * Closed: unknown members are problems. The list ends after `maxProblems`. Linear in the value, whose depth the reader
 * bounded.
 */
export function checkSchema(
  schema: Schema,
  value: Json,
  { maxProblems }: { readonly maxProblems: number },
): readonly InputProblem[] {
  const check = new SchemaCheck(maxProblems);
  check.check(schema, value);
  return check.problems;
}

class SchemaCheck {
  readonly problems: InputProblem[] = [];
  private readonly maxProblems: number;
  private readonly path: (string | number)[] = [];

  constructor(maxProblems: number) {
    this.maxProblems = maxProblems;
  }

  check(schema: Schema, value: Json): void {
    if (schema.type === 'object') this.checkObject(schema, value);
    else if (schema.type === 'array') this.checkList(schema, value);
    else if (schema.type === 'string') this.checkString(schema, value);
    else this.checkNumber(schema, value);
  }

  private checkObject(schema: ObjectSchema, value: Json): void {
    if (!isJsonObject(value)) return this.note(shown(value), 'an object');
    const known = Object.keys(schema.properties);
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) this.below(name, () => this.note('an unknown member', `one of ${known.join(', ')}`));
    }
    for (const [name, member] of Object.entries(schema.properties)) this.checkMember(schema, { name, member, value });
  }

  private checkMember(
    { required }: ObjectSchema,
    { name, member, value }: { readonly name: string; readonly member: Schema; readonly value: JsonObject },
  ): void {
    this.below(name, () => {
      if (Object.hasOwn(value, name)) this.check(member, value[name] as Json);
      else if (required.includes(name)) this.note('nothing', nounOf(member));
    });
  }

  private checkList({ items, minItems, maxItems }: ListSchema, value: Json): void {
    if (!Array.isArray(value)) return this.note(shown(value), 'a list');
    if (value.length < minItems || value.length > maxItems) {
      return this.note(`a list of ${value.length}`, `a list of ${minItems} to ${maxItems}`);
    }
    for (const [index, item] of value.entries()) this.below(index, () => this.check(items, item as Json));
  }

  private checkString(schema: TextSchema | ChoiceSchema, value: Json): void {
    if (typeof value !== 'string') return this.note(shown(value), nounOf(schema));
    if ('enum' in schema) {
      if (!schema.enum.includes(value)) this.note(shown(value), nounOf(schema));
      return;
    }
    const length = codePointsOf(value, schema.maxLength);
    if (length < schema.minLength || length > schema.maxLength) {
      const found = length > schema.maxLength ? `more than ${schema.maxLength} characters` : `${length} characters`;
      return this.note(found, `${schema.minLength} to ${schema.maxLength} characters`);
    }
    const problem = checkText(value, schema.format);
    if (problem !== null) this.note(problem.found, problem.wanted);
  }

  private checkNumber(schema: NumberSchema, value: Json): void {
    const isNumber = typeof value === 'number' && (schema.type === 'number' || Number.isSafeInteger(value));
    if (!isNumber || value < schema.minimum || value > schema.maximum) this.note(shown(value), nounOf(schema));
  }

  private below(segment: string | number, check: () => void): void {
    this.path.push(segment);
    check();
    this.path.pop();
  }

  private note(found: string, wanted: string): void {
    if (this.problems.length < this.maxProblems) this.problems.push({ path: jsonPath(this.path), found, wanted });
  }
}

/** Unicode code points, counted no further than one beyond the most that is allowed. */
function codePointsOf(text: string, most: number): number {
  if (text.length > 2 * most) return most + 1;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function nounOf(schema: Schema): string {
  if (schema.type === 'object') return 'an object';
  if (schema.type === 'array') return 'a list';
  if (schema.type === 'string') return 'enum' in schema ? `one of ${schema.enum.join(', ')}` : 'a text';
  const noun = schema.type === 'integer' ? 'a whole number' : 'a number';
  return `${noun} from ${schema.minimum} to ${schema.maximum}`;
}

function shown(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
