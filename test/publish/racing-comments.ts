import type { Comments } from '../../src/model/ports.ts';

interface Waiting {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that jumps to whatever is waited for next, and comments whose answers take their time. `latency` gives milliseconds. */
export function racingComments(comments: Comments, latency: () => number) {
  let now = 0;
  const waiting: Waiting[] = [];
  const sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      waiting.push({ at: now + ms, wake });
    });

  /** The request takes effect somewhere between its sending and its answer. */
  const slow =
    <Given extends unknown[], Answer>(ask: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await sleep(latency());
      const answer = await ask(...given);
      await sleep(latency());
      return answer;
    };

  /** Runs until everything is done. */
  const run = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    const ended = work.finally(() => {
      isDone = true;
    });
    ended.catch(() => {});
    while (!isDone) {
      for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
      const next = waiting.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) continue;
      waiting.splice(waiting.indexOf(next), 1);
      now = Math.max(now, next.at);
      next.wake();
    }
    return ended;
  };

  const slowly: Comments = {
    listComments: slow(comments.listComments),
    createComment: slow(comments.createComment),
    updateComment: slow(comments.updateComment),
    deleteComment: slow(comments.deleteComment),
  };
  return { comments: slowly, sleep, run };
}
