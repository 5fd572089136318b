import type { FaultBox } from './faults.ts';
import { answerWith, encodeAnswer, type Listener, listen, type Sent } from './listener.ts';

export interface FileServer extends Listener {
  /** Makes an address from which the bytes are had for a while, without a token. */
  readonly sign: (bytes: Buffer) => string;
  /** Every request that arrived. */
  readonly downloads: readonly Download[];
}

interface Download {
  readonly status: number;
  /** The request carried an Authorization header: whoever runs the file server could read the token. */
  readonly authorization: boolean;
}

interface Signed {
  readonly bytes: Buffer;
  readonly expiresAt: number;
}

/**
 * The server of another origin to which GitHub redirects downloads. As Azure does, it refuses a request that carries an
 * Authorization header besides the signature, and one whose signature has expired.
 */
export async function startFileServer(faults: FaultBox, lifetimeMs: () => number): Promise<FileServer> {
  const signed = new Map<string, Signed>();
  const downloads: Download[] = [];

  const answer = (signature: string): Sent => {
    const file = signed.get(signature);
    if (file === undefined || file.expiresAt <= Date.now()) return refusal(403);
    const isZip = file.bytes.subarray(0, 2).toString() === 'PK';
    const headers = { 'content-type': isZip ? 'application/zip' : 'application/octet-stream' };
    return { status: 200, headers, body: file.bytes };
  };

  const listener = await listen(async ({ method, url, headers }) => {
    const authorization = headers.authorization !== undefined;
    const work = () => (authorization ? refusal(400) : answer(url.searchParams.get('sig') ?? ''));
    const isDownload = method === 'GET' && url.pathname === '/artifact';
    const sent = isDownload ? await answerWith(faults.take('GET download'), work, errorBody) : refusal(404);
    downloads.push({ status: sent.status, authorization });
    return sent;
  });

  return {
    ...listener,
    downloads,
    sign: (bytes) => {
      const signature = `signature-${signed.size + 1}`;
      signed.set(signature, { bytes, expiresAt: Date.now() + lifetimeMs() });
      return `${listener.origin}/artifact?sig=${signature}`;
    },
  };
}

const refusal = (status: number): Sent => encodeAnswer({ status, body: errorBody(status) });

const errorBody = (status: number) => Buffer.from(`<?xml version="1.0"?><Error><Code>${status}</Code></Error>`);
