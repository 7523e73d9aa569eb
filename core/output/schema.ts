/**
 * What a text must be beyond its length; `checkText` says it. In a published schema it stands under `format`, where a
 * validator that does not know it reads it as a note (JSON Schema 2020-12 §7).
 */
export type TextFormat = 'name' | 'line' | 'text' | 'workspace-path' | 'diff';

/** A text: its length in Unicode code points, and its form. */
export type TextSchema = {
  readonly type: 'string';
  readonly description: string;
  readonly minLength: number;
  readonly maxLength: number;
  readonly format: TextFormat;
};

/** One of the words of a closed list. */
export type ChoiceSchema = { readonly type: 'string'; readonly description: string; readonly enum: readonly string[] };

/** A number between two bounds, both included. */
export type NumberSchema = {
  readonly type: 'number' | 'integer';
  readonly description: string;
  readonly minimum: number;
  readonly maximum: number;
};

/** A list of values of one kind. */
export type ListSchema = {
  readonly type: 'array';
  readonly description: string;
  readonly items: Schema;
  readonly minItems: number;
  readonly maxItems: number;
};

/** An object with these members and no others. */
export type ObjectSchema = {
  readonly type: 'object';
  readonly description: string;
  readonly properties: { readonly [name: string]: Schema };
  readonly required: readonly string[];
  readonly additionalProperties: false;
};

/**
 * The part of JSON Schema 2020-12 that the outputs of models are described with. The same value is published, checks what a
 * model wrote (`checkSchema`), and gives the checked value its type (`ValueOf`): there is no second description.
 */
export type Schema = TextSchema | ChoiceSchema | NumberSchema | ListSchema | ObjectSchema;

/** The type of the values that a schema accepts. */
export type ValueOf<Described> = Described extends { readonly enum: readonly (infer Word)[] }
  ? Word
  : Described extends { readonly type: 'string' }
    ? string
    : Described extends { readonly type: 'number' | 'integer' }
      ? number
      : Described extends { readonly type: 'array'; readonly items: infer Item }
        ? readonly ValueOf<Item>[]
        : Described extends { readonly properties: infer Members; readonly required: readonly (infer Name)[] }
          ? MembersOf<Members, Name>
          : never;

type MembersOf<Members, Required> = {
  readonly [Name in keyof Members as Name extends Required ? Name : never]: ValueOf<Members[Name]>;
} & {
  readonly [Name in keyof Members as Name extends Required ? never : Name]?: ValueOf<Members[Name]>;
};
