import { HttpClient } from '@actions/http-client';
import { RequestFailure } from './failure.ts';

/**
 * Reads a signed address: without the token, through the proxy that the environment names for that host. Returns null
 * as soon as more than `maxBytes` arrive. Messages never hold the address, whose query is a key to the file.
 *
 * Errors: RequestFailure for any status but 200, for a connection that breaks off, and when nothing arrives for
 * `timeoutMs`.
 */
export async function download(
  address: string,
  { maxBytes, timeoutMs }: { readonly maxBytes: number; readonly timeoutMs: number },
): Promise<Uint8Array | null> {
  const client = new HttpClient('model-regression-gate', [], { socketTimeout: timeoutMs });
  const { message } = await client.get(address).catch((error: NodeJS.ErrnoException) => {
    throw new RequestFailure(null, {}, `the file server did not answer (${error.code ?? 'no connection'}).`);
  });
  try {
    if (message.statusCode !== 200) {
      throw new RequestFailure(message.statusCode ?? null, {}, 'the file server refused the download.');
    }
    message.setTimeout(timeoutMs, () => message.destroy(new Error('timeout')));
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of message as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof RequestFailure ? error : new RequestFailure(null, {}, 'the download broke off.');
  } finally {
    message.destroy();
  }
}
