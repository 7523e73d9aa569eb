import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { decodeLz4 } from './decode-lz4.ts';

/** Of a Linux image (Documentation/arch/x86/boot.rst, protocol 2.08 and later). */
const SETUP_SECTORS = 0x1f1;
const BOOT_MAGIC_AT = 0x202;
const BOOT_MAGIC = 0x53726448;
const PAYLOAD_OFFSET = 0x248;
const PAYLOAD_LENGTH = 0x24c;
const SECTOR_BYTES = 512;
/** More than any kernel. */
const MAX_KERNEL_BYTES = 256 * 1024 * 1024;

const ELF = 0x7f454c46;
const GZIP = 0x1f8b;
const ZSTD = 0x28b52ffd;
const LZ4_LEGACY = 0x02214c18;

/**
 * The kernel inside of a compressed image, as an ELF file, which is what Firecracker starts; an image that is one already as it
 * is. Raises where it is packed in another way than gzip, zstd or LZ4.
 */
export function kernelElf(image: Buffer): Buffer {
  if (image.length > 4 && image.readUInt32BE(0) === ELF) return image;
  if (image.length < 0x250 || image.readUInt32LE(BOOT_MAGIC_AT) !== BOOT_MAGIC)
    throw new Error('unpack a kernel: found no Linux image, want one of boot protocol 2.08');
  const start = ((image[SETUP_SECTORS] ?? 0) + 1) * SECTOR_BYTES + image.readUInt32LE(PAYLOAD_OFFSET);
  const payload = image.subarray(start, start + image.readUInt32LE(PAYLOAD_LENGTH));
  const kernel = unpacked(payload);
  if (kernel.length < 4 || kernel.readUInt32BE(0) !== ELF) throw new Error('unpack a kernel: found no ELF file inside');
  return kernel;
}

/** The size of what is packed follows it. */
function unpacked(payload: Buffer): Buffer {
  const sizeBytes = payload.length < 8 ? 0 : payload.readUInt32LE(payload.length - 4);
  if (sizeBytes === 0 || sizeBytes > MAX_KERNEL_BYTES)
    throw new Error(`unpack a kernel: found a size of ${sizeBytes} bytes, want 1 to ${MAX_KERNEL_BYTES}`);
  const packed = payload.subarray(0, payload.length - 4);
  const options = { maxOutputLength: MAX_KERNEL_BYTES };
  const magic = packed.readUInt32BE(0);
  if (magic >>> 16 === GZIP) return gunzipSync(packed, options);
  if (magic === ZSTD) return zstdDecompressSync(packed, options);
  if (magic === LZ4_LEGACY) return decodeLz4(packed.subarray(4), sizeBytes);
  throw new Error('unpack a kernel: found another packing, want gzip, zstd or LZ4');
}
