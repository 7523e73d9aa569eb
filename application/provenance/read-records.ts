import { isJsonObject, type Json } from '../../core/encoding/json.ts';
import { readPythonLiteral } from './python-literal.ts';
import { readYamlRecords } from './yaml-records.ts';

/** Longer texts are read as free text. */
const MAX_TEXT = 262_144;

/**
 * What the response of a tool consists of: values with a structure, as programs write it (JSON, YAML, what Python prints), and texts.
 *
 * The wrapping of agents and of MCP is taken off (`content` with its texts, `structuredContent`, `result`): what a text holds is read for
 * itself. A value has a structure only where all of its text does.
 */
export function readRecords(response: string): readonly Json[] {
  const whole = readJson(response);
  if (whole === null) return [readText(response)];
  if (typeof whole === 'string') return [readText(whole)];
  if (isJsonObject(whole)) {
    const wrapped = [whole['structuredContent'], ...textsOfContent(whole['content']), whole['result']];
    const inner = wrapped.filter((value) => value !== undefined && value !== null);
    const names = Object.keys(whole);
    if (inner.length > 0 && names.every((name) => WRAPPING.includes(name)))
      return inner.map((value) => (typeof value === 'string' ? readText(value) : (value as Json)));
  }
  if (Array.isArray(whole)) {
    const texts = textsOfContent(whole as Json);
    if (texts.length > 0 && texts.length === whole.length) return texts.map(readText);
  }
  return [whole];
}

const WRAPPING: readonly string[] = ['content', 'structuredContent', 'result', 'isError', '_meta'];

function textsOfContent(content: Json | undefined): readonly string[] {
  if (!Array.isArray(content)) return [];
  return (content as readonly Json[]).flatMap((part) => {
    const text = isJsonObject(part) && part['type'] === 'text' ? part['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
}

function readText(text: string): Json {
  if (text.length > MAX_TEXT) return text;
  return readJson(text) ?? readPythonLiteral(text) ?? readYamlRecords(text) ?? text;
}

function readJson(text: string): Json | null {
  const first = text.trimStart().charAt(0);
  if (first !== '{' && first !== '[' && first !== '"') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
