import { PackageCollector, type PackageList } from './package-list.ts';

/** Elements that name a package, or where packages come from. */
const ELEMENTS = ['dependency', 'plugin', 'extension', 'parent', 'repository', 'pluginRepository'];

/** Reads `pom.xml` (Maven): dependencies, plugins, extensions, the parent and repositories. Null where one does not end. */
export function readMavenPackages(text: string): PackageList | null {
  const plain = withoutComments(text);
  if (plain === null) return null;
  const packages = new PackageCollector();
  for (const element of ELEMENTS) {
    const open = `<${element}>`;
    for (let at = plain.indexOf(open); at >= 0; at = plain.indexOf(open, at + 1)) {
      const end = plain.indexOf(`</${element}>`, at);
      if (end < 0) return null;
      const body = plain.slice(at + open.length, end);
      const name = `${contentOf(body, 'groupId')}:${contentOf(body, 'artifactId')}`;
      packages.add(name === ':' ? `${element} ${contentOf(body, 'url')}` : name, body.split(/\s/).join(''));
    }
  }
  return packages.list();
}

function withoutComments(text: string): string | null {
  let plain = '';
  let at = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', open);
    if (end < 0) return null;
    plain += text.slice(at, open);
    at = end + 3;
  }
  return plain + text.slice(at);
}

function contentOf(body: string, element: string): string {
  const open = `<${element}>`;
  const at = body.indexOf(open);
  const end = body.indexOf(`</${element}>`, at);
  return at < 0 || end < 0 ? '' : body.slice(at + open.length, end).trim();
}
