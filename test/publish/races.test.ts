import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMENT_MARKER, closingOf, openingOf } from '../../src/publish/marker.ts';
import { parseSections } from '../../src/publish/sections.ts';
import { keepSection } from '../../src/publish/shared-comment.ts';
import { BOT, commentsInMemory } from './comments-in-memory.ts';
import { racingComments } from './racing-comments.ts';

/** Milliseconds that a request takes each way: a gate reads and writes within 800. */
const SLOWEST = 200;

const race = fc.record({
  writers: fc.integer({ min: 2, max: 4 }),
  starts: fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 4, maxLength: 4 }),
  latencies: fc.infiniteStream(fc.integer({ min: 1, max: SLOWEST })),
  jitters: fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
  isThere: fc.boolean(),
});

const section = (slug: string, text: string) => [openingOf(slug), text, closingOf(slug)].join('\n');

test('gates that write at the same time end with one comment that has all their sections', async () => {
  await fc.assert(
    fc.asyncProperty(race, async ({ writers, starts, latencies, jitters, isThere }) => {
      const memory = commentsInMemory();
      const names = Array.from({ length: writers }, (_, i) => `gate-${i}`);
      if (isThere) memory.add([COMMENT_MARKER, ...names.map((name) => section(name, 'old'))].join('\n'), BOT);
      const { comments, sleep, run } = racingComments(memory.comments, () => latencies.next().value);
      const pace = { sleep, jitter: () => jitters.next().value };
      const write = async (slug: string, i: number) => {
        await sleep(starts[i]!);
        const own = { issue: 3, slug, render: () => `new of ${slug}`, mayCreate: true, maxBytes: 60_000 };
        return keepSection(comments, own, pace);
      };
      const kept = await run(Promise.all(names.map(write)));
      expect([...memory.stored.keys()]).toEqual([1]);
      expect(kept.map((comment) => comment?.id)).toEqual(names.map(() => 1));
      const sections = parseSections(memory.stored.get(1)!.body);
      expect([...sections].sort()).toEqual(names.map((name) => [name, `new of ${name}`]));
    }),
    { numRuns: 150 },
  );
});
