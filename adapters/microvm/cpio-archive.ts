/** A file, folder or link of an archive; folders come before what lies in them. */
export type CpioEntry =
  | { readonly path: string; readonly kind: 'folder' }
  | { readonly path: string; readonly kind: 'file'; readonly contents: Uint8Array; readonly isExecutable?: boolean }
  | { readonly path: string; readonly kind: 'link'; readonly target: string };

const MODES = { folder: 0o040755, file: 0o100644, program: 0o100755, link: 0o120777 } as const;
const END = 'TRAILER!!!';

/**
 * An archive as Linux unpacks it for its first file system: cpio in the "newc" form, everything of the administrator, without
 * times, so that the same entries are the same bytes. Paths are relative, without `.` and `..`.
 */
export function cpioArchive(entries: readonly CpioEntry[]): Uint8Array {
  const parts = entries.flatMap((entry, index) => record(entry.path, { ...bodyOf(entry), inode: index + 1 }));
  return Buffer.concat([...parts, ...record(END, { mode: 0, body: new Uint8Array(), inode: 0 })]);
}

function bodyOf(entry: CpioEntry): { readonly mode: number; readonly body: Uint8Array } {
  switch (entry.kind) {
    case 'folder':
      return { mode: MODES.folder, body: new Uint8Array() };
    case 'file':
      return { mode: entry.isExecutable === true ? MODES.program : MODES.file, body: entry.contents };
    case 'link':
      return { mode: MODES.link, body: Buffer.from(entry.target) };
  }
}

type Body = { readonly mode: number; readonly body: Uint8Array; readonly inode: number };

function record(path: string, { mode, body, inode }: Body): readonly Uint8Array[] {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, body.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return [header, name, padding(header.length + name.length), body, padding(body.length)];
}

/** Headers and contents begin at multiples of four. */
function padding(length: number): Uint8Array {
  return new Uint8Array((4 - (length % 4)) % 4);
}
