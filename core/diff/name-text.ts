/** Names in a diff are texts of bytes, as everywhere in a workspace: a byte that is no UTF-8 stands as U+DC00 + the byte. */
export { fromNameBytes as textOfName, toNameBytes as bytesOfName } from '../workspace/entry-path.ts';
