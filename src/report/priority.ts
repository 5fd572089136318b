/** Which parts of a document stay when room is short: lower first. */
export const PRIORITY = {
  verdict: 0,
  policy: 1,
  link: 2,
  suite: 3,
  footer: 4,
  trouble: 5,
  explanation: 6,
  notes: 7,
  reproduce: 8,
  flips: 9,
  held: 10,
  ungated: 11,
} as const;
