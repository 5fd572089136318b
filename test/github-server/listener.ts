import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './call.ts';
import type { Fault } from './faults.ts';

export interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What goes over the wire. */
export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection closes before the answer, or in the middle of it; or stays open without one. */
  readonly cut?: 'whole' | 'half' | 'silent';
}

export interface Listener {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Listens on a free port of this machine. What the answerer throws is a bug of the server and is answered as 599. */
export async function listen(answer: (arrival: Arrival) => Promise<Sent>): Promise<Listener> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const arrival = { method, url: new URL(url, origin), headers, body: Buffer.concat(chunks) };
    const crash = (error: unknown): Sent => encodeAnswer({ status: 599, body: { message: String(error) } });
    send(response, await answer(arrival).catch(crash));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin, close };
}

export function encodeAnswer({ status, body, headers = {} }: Answer): Sent {
  if (body === undefined) return { status, headers, body: Buffer.alloc(0) };
  if (Buffer.isBuffer(body)) return { status, headers, body };
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: Buffer.from(JSON.stringify(body)) };
}

/** Answers a request as a fault wants it; `work` is what happens without one. */
export async function answerWith(
  fault: Fault | null,
  work: () => Sent,
  refusalBody: (status: number) => unknown,
): Promise<Sent> {
  if (fault === null) return work();
  const { status, retryAfter, delayMs, before } = fault;
  if (delayMs !== undefined) await sleep(delayMs);
  before?.();
  if (typeof status === 'number') {
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    return encodeAnswer({ status, headers, body: refusalBody(status) });
  }
  if (status === 'drop') return { status: 500, headers: {}, body: Buffer.alloc(0), cut: 'whole' };
  if (status === 'hang') return { status: 500, headers: {}, body: Buffer.alloc(0), cut: 'silent' };
  const sent = work();
  if (status === 'lose') return { ...sent, cut: 'whole' };
  return status === 'truncate' ? { ...sent, cut: 'half' } : sent;
}

function send(response: ServerResponse, { status, headers, body, cut }: Sent): void {
  if (cut === 'silent') return;
  if (cut === 'whole') {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': String(body.length) }) });
  if (cut === undefined) response.end(body);
  else response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}
