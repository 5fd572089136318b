import { constants, isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { EvidenceError } from '../../errors.ts';
import { showPlace } from '../../model/quote.ts';

/** What a gzip file may unfold to: 512 MiB, as much as a whole artifact may. */
const MAX_UNZIPPED_BYTES = 512 * 2 ** 20;

/**
 * The bytes of a file without gzip, which is recognised by its first bytes and not by the name of the file.
 * Throws EvidenceError when the stream is damaged or unfolds to more than `maxBytes`.
 */
export function unwrapGzip(bytes: Uint8Array, path: string, maxBytes = MAX_UNZIPPED_BYTES): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const message = tooLarge
      ? `the gzip file unfolds to more than ${maxBytes} bytes. Split it into several files.`
      : `the gzip file is damaged or cut short (${(error as Error).message}). Write it again.`;
    throw new EvidenceError([{ where: showPlace(path), message }]);
  }
}

/** Throws EvidenceError unless the bytes are UTF-8 text with something in it. A byte order mark is allowed. */
export function checkUtf8(bytes: Uint8Array, path: string): void {
  const where = showPlace(path);
  if (!isUtf8(bytes)) throw new EvidenceError([{ where, message: 'the file is not UTF-8 text. Save it as UTF-8.' }]);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let i = start; i < bytes.length; i++) if (bytes[i]! > 0x20) return;
  throw new EvidenceError([{ where, message: 'the file is empty. Check the step that writes it.' }]);
}

/** The text of a file, without its byte order mark. Throws EvidenceError as `checkUtf8` does, and when no string is that long. */
export function decodeText(bytes: Uint8Array, path: string): string {
  checkUtf8(bytes, path);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    const message = `the file has ${bytes.length} bytes; at most ${constants.MAX_STRING_LENGTH} can be read as JSON. Split it, or write CSV.`;
    throw new EvidenceError([{ where: showPlace(path), message }]);
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
