import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { download } from '../../src/github/download.ts';
import { startServer } from './canned-server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A proxy that leads every tunnel to one server, and remembers where each was meant to lead. */
async function startProxy(target: string) {
  const asked: (string | undefined)[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url);
    const tunnel = connect(Number(new URL(target).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(tunnel).pipe(socket);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

test('the file server is reached through the proxy of the environment, whatever the API server needs', async () => {
  const files = await startServer(() => ({ body: 'zip' }));
  const proxy = await startProxy(files.url);
  vi.stubEnv('http_proxy', proxy.url);
  vi.stubEnv('no_proxy', 'api.example.test');
  const bytes = await download('http://files.example.test/blob?sig=1', { maxBytes: 10, timeoutMs: 1000 });
  expect(Buffer.from(bytes!).toString()).toBe('zip');
  expect(proxy.asked).toEqual(['files.example.test:80']);
});

test('a server that falls silent and does not hang up either is given up', async () => {
  const server = createSocketServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const limits = { maxBytes: 10, timeoutMs: 100 };
  await expect(download(`http://127.0.0.1:${port}/blob`, limits)).rejects.toThrow('the download broke off.');
});
