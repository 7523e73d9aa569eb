import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { readYamlText } from '../../adapters/filesystem/yaml-text.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is started often: the gateway, and the commands that need the core but no running gateway. */
const PROGRAMS = ['main', 'offline'] as const;

/** The layers, and of the core the tables of words, which import nothing of it: none of the parts imports one that stands behind it. */
const PARTS: readonly (readonly [name: string, layers: RegExp])[] = [
  ['words', /^core\/crisis\/(?:concepts|phrases)\//],
  ['core', /^(?:core|ports)\//],
  ['application', /^application\//],
  ['adapters', /^adapters\//],
  ['ingress', /^(?:ingress|sdk)\//],
];

/**
 * Puts our own modules into a few files in `dist/bundle/apps/daemon`, since Node needs twice the time and 15 MB more to
 * load a thousand. What npm installs is not taken in: it is loaded from where it is installed, and updated there.
 */
export default defineConfig({
  root: ROOT,
  logLevel: 'warn',
  publicDir: false,
  plugins: [knownTexts(), keepPlaces(), onlyAscii()],
  build: {
    ssr: true,
    outDir: `${ROOT}dist/bundle/apps/daemon`,
    emptyOutDir: true,
    target: 'es2024',
    rolldownOptions: {
      input: PROGRAMS.map((name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url))),
      // Everything from npm, whatever the importer; our own modules are named by their places.
      external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id),
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Parsed one by one: what V8 needs meanwhile for one large file, it would not give back.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'runtime', test: /rolldown\/runtime/, priority: 1 },
            ...PARTS.map(([part, layers]) => ({
              debugName: part,
              name: (id: string, modules: Rolldown.ChunkingContext) =>
                layers.test(relative(ROOT, id)) && !isLoadedLater(modules.getModuleInfo(id)) ? part : null,
            })),
          ],
        },
        // Functions keep their names, so that a stack trace says where something failed; the rest goes, since V8 keeps the text.
        minify: { compress: false, mangle: { toplevel: false, keepNames: true }, codegen: true },
      },
    },
  },
});

/**
 * Whether a module is loaded with `import()` alone, when it is needed: it stays a file of its own. In the file of its layer, what it
 * imports from npm would be loaded at start.
 */
function isLoadedLater(info: Rolldown.ModuleInfo | null): boolean {
  return info !== null && info.importers.length === 0 && info.dynamicImporters.length > 0;
}

/** The texts of `policies/` that are the same as JSON, whatever a reader allows of aliases: there are none in them. */
function knownTexts(): Plugin {
  return {
    name: 'known-texts',
    load(id) {
      if (relative(ROOT, id) !== 'adapters/filesystem/known-texts.ts') return null;
      const policies = join(ROOT, 'policies');
      const known = globSync('**/*.yaml', { cwd: policies }).flatMap((name) => {
        const text = readFileSync(join(policies, name), 'utf8');
        const read = readYamlText(text, { maxAliasCount: 0 });
        const json = read.ok ? JSON.stringify(read.value) : '';
        return read.ok && isDeepStrictEqual(JSON.parse(json), read.value) ? [[text, json] as const] : [];
      });
      return `export const KNOWN_TEXTS = new Map(${JSON.stringify(known)});`;
    },
  };
}

/** Modules that look for files beside them find those of the unbundled build, which is in `dist` too. */
function keepPlaces(): Plugin {
  return {
    name: 'keep-places',
    // Behind what makes JavaScript of TypeScript.
    enforce: 'post',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const place = `../../../${relative(ROOT, id).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`;
      const moved = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
      // From the last to the first, so that places before stay where they are. What only a text says stays as it is.
      return ownPlacesIn(this.parse(code)).reduceRight(
        (changed, { start, end }) => `${changed.slice(0, start)}${moved}${changed.slice(end)}`,
        code,
      );
    },
  };
}

type Place = { readonly start: number; readonly end: number };

/** Where `import.meta.url` stands in a syntax tree, in order. */
function ownPlacesIn(tree: unknown): readonly Place[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const { type, object, property, start, end } = tree as {
    readonly [name: string]: { readonly [name: string]: unknown };
  };
  const kind: unknown = type;
  const isOwnPlace = kind === 'MemberExpression' && object?.['type'] === 'MetaProperty' && property?.['name'] === 'url';
  return isOwnPlace ? [{ start: Number(start), end: Number(end) }] : Object.values(tree).flatMap(ownPlacesIn);
}

/**
 * A text with a single letter beyond Latin-1 is kept with two bytes for every letter, so that the tables of words are escaped.
 * Raises where the escape would not mean the letter: behind a backslash, and in a template whose source is looked at.
 */
function onlyAscii(): Plugin {
  return {
    name: 'only-ascii',
    generateBundle: (_, bundle) => {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk') part.code = escaped(part.fileName, part.code);
    },
  };
}

const BEYOND_ASCII = /[^\0-\x7f]/g;
const ESCAPE_WOULD_DIFFER = /\\[^\0-\x7f]|\.raw`[^`]*[^\0-\x7f]/;

function escaped(name: string, code: string): string {
  const unsafe = ESCAPE_WOULD_DIFFER.exec(code);
  if (unsafe !== null)
    throw new Error(`escape the letters of ${name}: cannot escape that of ${JSON.stringify(unsafe[0])}`);
  return code.replace(BEYOND_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
