/** Globs that name, and those behind `!` that exclude, without it. */
export function splitPatterns(patterns: readonly string[]): {
  readonly wanted: readonly string[];
  readonly ignore: readonly string[];
} {
  return {
    wanted: patterns.filter((pattern) => !pattern.startsWith('!')),
    ignore: patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
  };
}
