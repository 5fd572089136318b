import { createHmac } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { addressProblem, callWebhook, signatureOf } from '../../src/export/webhook.ts';
import { failureOf, startServer } from '../github/canned-server.ts';

const CALL = { body: '{"text":"späm"}', event: 'new', key: 'k1' };

const optionsOf = (url: string, secret: string | null = 'key') => {
  const waits: number[] = [];
  return { url, secret, sleep: async (ms: number) => void waits.push(ms), timeoutMs: 300, waits };
};

test('a body is signed as RFC 4231, test case 2, has it', () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(signatureOf('what do ya want for nothing?', 'Jefe')).toBe(`sha256=${expected}`);
});

test('the signature is of the bytes that arrive', async () => {
  const server = await startServer(() => ({ status: 204 }));
  await callWebhook(optionsOf(`${server.url}/hook?token=1`), CALL);
  const [{ method, path, headers, body }] = server.seen as [(typeof server.seen)[number]];
  expect([method, path, body]).toEqual(['POST', '/hook?token=1', CALL.body]);
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'idempotency-key': 'k1',
    'x-model-gate-event': 'new',
    'x-model-gate-signature-256': `sha256=${createHmac('sha256', 'key').update(Buffer.from(body)).digest('hex')}`,
  });
  await callWebhook(optionsOf(server.url, null), CALL);
  expect(server.seen[1]!.headers).not.toHaveProperty('x-model-gate-signature-256');
});

test.each([
  ['5xx', { status: 503 }],
  ['429', { status: 429 }],
  ['no answer', { broken: 'before' }],
  ['an answer that never comes', { broken: 'hang' }],
] as const)('after %s it is tried again with the same key', async (_, answer) => {
  const server = await startServer((_request, index) => (index === 0 ? answer : { status: 200, body: 'ok' }));
  const options = optionsOf(server.url);
  await callWebhook(options, CALL);
  expect(server.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['k1', 'k1']);
  expect(options.waits).toEqual([500]);
});

test('three tries are the most, and the message tells neither address nor answer', async () => {
  const server = await startServer(() => ({ status: 500, body: 'hunter2' }));
  const options = optionsOf(`${server.url}/hunter2`);
  const { message } = (await failureOf(callWebhook(options, CALL))) as Error;
  expect(message).toBe('it answered with status 500 (3 tries).');
  expect([server.seen.length, options.waits]).toEqual([3, [500, 1000]]);
});

test.each([302, 307, 400, 404])('status %i is final: no redirect is followed', async (status) => {
  const server = await startServer(() => ({ status, headers: { location: '/elsewhere' } }));
  const { message } = (await failureOf(callWebhook(optionsOf(server.url), CALL))) as Error;
  expect([message, server.seen.length]).toEqual([`it answered with status ${status}.`, 1]);
});

test.each([
  ['https://hooks.example/T0/B0', null],
  ['http://127.0.0.1:8080/', null],
  ['http://localhost/', null],
  ['http://[::1]/', null],
  ['http://hooks.example/', 'https://'],
  ['http://127.0.0.1.evil.example/', 'https://'],
  ['ftp://127.0.0.1/', 'https://'],
  ['https://user:pass@hooks.example/', 'password'],
  ['hooks', 'not an address'],
])('the address %s', (url, expected) => {
  expect(addressProblem(url)).toEqual(expected === null ? null : expect.stringContaining(expected));
});

test('an answer that drips in without an end is none', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket.write('x: y\r\n'), 20);
    socket.on('close', () => clearInterval(drip));
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const options = { ...optionsOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), timeoutMs: 100 };
  const { message } = (await failureOf(callWebhook(options, CALL))) as Error;
  expect(message).toBe('it did not answer (3 tries).');
});
