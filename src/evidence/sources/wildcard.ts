/** Whether the whole name fits the pattern, in which `*` stands for any text and `?` for one character; nothing else is special. */
export function matchesWildcard(name: string, pattern: string): boolean {
  const [text, wanted] = [[...name], [...pattern]];
  let [at, next, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    if (wanted[next] === '*') {
      star = next++;
      resume = at;
    } else if (wanted[next] === '?' || (next < wanted.length && wanted[next] === text[at])) {
      at++;
      next++;
    } else if (star !== -1) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[next] === '*') next++;
  return next === wanted.length;
}
