import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import type { GitHub } from '../../src/model/ports.ts';

export interface SeenRequest {
  readonly method: string;
  /** Decoded path with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
  /** `before`: the connection ends without an answer; `within`: in the middle of the body;
   *  `hang`, `stall`: it stays open there, silent. */
  readonly broken?: 'before' | 'within' | 'hang' | 'stall';
}

/** A server of one test that answers as told and remembers what it was asked. */
export async function startServer(
  answer: (request: SeenRequest, index: number) => CannedAnswer,
): Promise<{ readonly url: string; readonly seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked: SeenRequest = {
      method: request.method!,
      path: decodeURIComponent(request.url!),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    seen.push(asked);
    const { status = 200, headers = {}, body = '', broken } = answer(asked, seen.length - 1);
    if (broken === 'before') return void request.socket.destroy();
    if (broken === 'hang') return;
    const raw = body instanceof Uint8Array || typeof body === 'string';
    const bytes = raw ? Buffer.from(body as string) : Buffer.from(JSON.stringify(body));
    const type = raw ? {} : { 'content-type': 'application/json; charset=utf-8' };
    if (status === 204) return void response.writeHead(status, headers).end();
    response.writeHead(status, { ...type, 'content-length': String(bytes.length), ...headers });
    if (broken === undefined) return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length >> 1), () => {
      if (broken === 'within') request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

export const TOKEN = 'ghs_0123456789abcdef';

/** A client whose waiting is written down instead of done. */
export function clientOf(
  apiUrl: string,
  options: { readonly token?: string; readonly maxWaitMs?: number; readonly timeoutMs?: number } = {},
): { readonly github: GitHub; readonly waits: number[]; readonly lines: string[] } {
  const waits: number[] = [];
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const github = githubClient({
    token: TOKEN,
    apiUrl,
    owner: 'octo',
    repo: 'models',
    sleep: async (ms) => void waits.push(ms),
    log: { info: write, notice: write, warning: write, error: write },
    ...options,
  });
  return { github, waits, lines };
}

/** The error that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );
}
